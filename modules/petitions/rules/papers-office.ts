/**
 * Documents of a petition between organs and around it, after the 信访工作条例: forwarding letter
 * and assignment (art. 22), objection and its decision (23), notice and record of a hearing (31,
 * 36), and the acknowledgement of service, from whose day the periods of art. 35 and 36 run.
 */
import { chineseDate, type PaperBlock } from '../../../kernel/paper.ts';
import {
  levelAbove,
  type MatterView,
  type PaperTemplates,
  type PaperWords,
} from '../../matters/engine.ts';
import { factsOf } from './facts.ts';
import {
  givenIf,
  heading,
  petitionerOf,
  received,
  saidIn,
  template,
  text,
  title,
  written,
} from './paper-parts.ts';

/** The organ that has it now. */
const organOf = ({ state }: MatterView, words: PaperWords) => {
  const { handlingOrg } = state.matter;
  return handlingOrg === null ? null : words.orgName(handlingOrg);
};

const isSent = ({ state }: MatterView, way: 'forward' | 'assign') =>
  givenIf(factsOf(state.matter).way === way && state.matter.handlingOrg !== null);

const day = (on: string) => (on === '' ? '' : chineseDate(on));

/** What was brought, by whom, and what the office says of it. */
function about(view: MatterView, words: PaperWords): PaperBlock[] {
  const note = saidIn(words, 'forward')('note') || saidIn(words, 'designate')('reason');
  return [
    heading('信访事项'),
    {
      kind: 'facts',
      rows: [
        { label: '信访人', value: petitionerOf(words) },
        { label: '收到日期', value: received(view, words) },
      ],
    },
    text(words.text),
    ...(note === '' ? [] : [heading('说明'), text(note)]),
  ];
}

const NOTICE =
  '请自收到之日起十五日内书面告知信访人接收情况以及处理途径和程序；不属于本机关、单位或者本系统职权范围的，请自收到之日起五个工作日内提出异议并详细说明理由（《信访工作条例》第二十三条）。';

const forwarding = template({
  title: title('转送函', 'Forwarding letter'),
  mark: '信转',
  reader: 'organ',
  missing: '尚未转送有权处理的机关、单位',
  whyNot: (view) => isSent(view, 'forward'),
  write: (view, words) =>
    written(view, words, {
      title: '信访事项转送函',
      addressee: organOf(view, words),
      body: [
        text('根据《信访工作条例》第二十二条，现将下列信访事项转送你机关处理。'),
        ...about(view, words),
        text(NOTICE),
      ],
    }),
});

const assignment = template({
  title: title('交办函', 'Assignment'),
  mark: '信交',
  reader: 'organ',
  missing: '尚未交办有权处理的机关、单位',
  whyNot: (view) => isSent(view, 'assign'),
  write: (view, words) => {
    const until = day(saidIn(words, 'forward')('reportBackOn'));
    return written(view, words, {
      title: '信访事项交办函',
      addressee: organOf(view, words),
      body: [
        text('根据《信访工作条例》第二十二条第一款第三项，现将下列信访事项交你机关办理。'),
        ...about(view, words),
        heading('反馈要求'),
        text(`请于${until}前反馈办理结果，并提交办结报告。`),
        text(NOTICE),
      ],
    });
  },
});

/** Art. 22(1), 25: to the government of the level, which decides, or to the office above. */
const upwardReport = template({
  title: title('上报报告', 'Report upward'),
  mark: '信报',
  reader: 'organ',
  missing: '尚未上报',
  whyNot: ({ state }) => givenIf(factsOf(state.matter).upTo !== null),
  write: (view, words) => {
    const said = saidIn(words, 'reportUpward');
    const isDecided = said('upTo') === 'government';
    const above = levelAbove(view.orgs, view.state.matter.ownerOrg);
    return written(view, words, {
      title: isDecided ? '关于信访事项的请示报告' : '关于重大、紧急信访事项的报告',
      addressee: isDecided ? '本级党委、政府' : above === null ? null : words.orgName(above),
      body: [
        text(
          isDecided
            ? '下列信访事项情况重大、紧急，现提出建议，请予决定。'
            : '现将下列重大、紧急信访事项报告如下。',
        ),
        ...about(view, words),
        heading('情况与建议'),
        text(said('reason')),
        text(
          `依据：《信访工作条例》${isDecided ? '第二十二条第一款第一项' : '第二十五条第二款'}。`,
        ),
      ],
    });
  },
});

const groundWords: Readonly<Record<string, string>> = {
  notOurs: '不属于本机关、单位职权范围',
  otherPlace: '不属于本地区管辖',
  noCompetence: '本机关、单位没有法定职权',
};

const objections = ({ state }: MatterView) =>
  state.requests.filter((one) => one.kind === 'objection');

const objection = template({
  title: title('异议书', 'Objection'),
  mark: '信异',
  reader: 'organ',
  missing: '尚未提出异议',
  whyNot: (view) => givenIf(objections(view).some((one) => one.state === 'pending')),
  write: (view, words) => {
    const said = saidIn(words, 'object');
    const asked = objections(view).findLast((one) => one.state === 'pending');
    const suggested = said('suggestedOrg');
    return written(view, words, {
      title: '信访事项异议书',
      addressee: asked ? words.orgName(asked.deciderOrg) : null,
      body: [
        text('你单位转送、交办的下列信访事项，本机关提出异议，请予核实。'),
        heading('异议事由'),
        text(`${groundWords[said('ground')] ?? ''}。`),
        heading('详细理由'),
        text(said('reason')),
        ...(suggested ? [heading('建议承办机关、单位'), text(words.orgName(suggested))] : []),
        text('依据：《信访工作条例》第二十三条第三款。核实同意以前，本机关保管相关材料。'),
      ],
    });
  },
});

const objectionDecision = template({
  title: title('异议核实决定书', 'Decision on the objection'),
  mark: '信核异',
  reader: 'organ',
  missing: '尚未核实异议',
  whyNot: (view) =>
    givenIf(objections(view).some((one) => one.state === 'granted' || one.state === 'refused')),
  write: (view, words) => {
    const said = saidIn(words, 'decideObjection');
    const isGranted = said('decision') === 'granted';
    const asked = objections(view).findLast((one) => one.state !== 'pending');
    return written(view, words, {
      title: '信访事项异议核实决定书',
      addressee: asked ? words.orgName(asked.askedByOrg) : null,
      body: [
        text(
          isGranted
            ? '你单位对下列信访事项提出的异议，经核实予以同意，请交还相关材料。'
            : '你单位对下列信访事项提出的异议，经核实不予同意，请继续办理。',
        ),
        heading('核实情况和理由'),
        text(said('reason')),
        text('依据：《信访工作条例》第二十三条第三款。'),
      ],
    });
  },
});

export const officePapers: PaperTemplates = {
  forwarding,
  assignment,
  upwardReport,
  objection,
  objectionDecision,
};

const hearingNotice = template({
  title: title('听证通知书', 'Notice of a hearing'),
  mark: '信听',
  missing: '尚未决定听证',
  whyNot: ({ state }) => givenIf(factsOf(state.matter).isHearing),
  write: (view, words) => {
    const said = saidIn(words, 'beginHearing');
    return written(view, words, {
      title: '信访事项听证通知书',
      body: [
        text('您提出的信访事项，本机关决定举行听证，请按时参加。'),
        {
          kind: 'facts',
          rows: [
            { label: '时间', value: day(said('heldOn')) },
            { label: '地点', value: said('place') },
          ],
        },
        text(
          '您可以陈述事实和理由、提供证据。依据：《信访工作条例》第三十一条第六项、第三十六条；复核中听证所需时间不计算在复核期限内。',
        ),
      ],
    });
  },
});

const hearingRecord = template({
  title: title('听证笔录', 'Record of a hearing'),
  mark: '信听录',
  missing: '听证尚未举行或者尚未结束',
  whyNot: ({ state }) => {
    const { hearingCount, isHearing } = factsOf(state.matter);
    return givenIf(hearingCount > 0 && !isHearing);
  },
  write: (view, words) => {
    const [begun, ended] = [saidIn(words, 'beginHearing'), saidIn(words, 'endHearing')];
    const line = { name: '', on: null, ink: null };
    return written(view, words, {
      title: '信访事项听证笔录',
      addressee: null,
      body: [
        {
          kind: 'facts',
          rows: [
            { label: '时间', value: day(begun('heldOn')) },
            { label: '地点', value: begun('place') },
            { label: '信访人', value: petitionerOf(words) },
          ],
        },
        heading('笔录与结论'),
        text(ended('text')),
        {
          kind: 'signatures',
          items: [
            { label: '听证主持人（签名）', ...line },
            { label: '信访人（核对无误后签名）', ...line },
            { label: '办理机关、单位（签名）', ...line },
          ],
        },
      ],
    });
  },
});

const howWords: Readonly<Record<string, string>> = {
  inPerson: '直接送达',
  post: '邮寄送达',
  message: '电子送达',
  leftThere: '留置送达',
  publicNotice: '公告送达',
};

/** Of the last service: which document, how, when, to whom, and what proves it. */
const serviceReceipt = template({
  title: title('送达回证', 'Acknowledgement of service'),
  mark: '信送',
  reader: 'organ',
  missing: '尚未送达任何文书',
  whyNot: ({ state }) => givenIf(Object.keys(factsOf(state.matter).deliveredOn).length > 0),
  write: (view, words) => {
    const said = saidIn(words, 'deliver');
    const served = view.definition.actions.deliver?.fields?.paper?.labels?.[said('paper')];
    const line = { name: '', on: null, ink: null };
    return written(view, words, {
      title: '送达回证',
      addressee: null,
      body: [
        {
          kind: 'facts',
          rows: [
            { label: '送达文书', value: served?.zh ?? '' },
            { label: '受送达人', value: petitionerOf(words) },
            { label: '送达方式', value: howWords[said('how')] ?? '' },
            { label: '收到日期', value: day(said('deliveredOn')) },
            { label: '签收人', value: said('to') },
            { label: '送达凭证', value: said('proof') },
          ],
        },
        text(
          '复查、复核的期限自收到书面答复之日起计算（《信访工作条例》第三十五条、第三十六条）。',
        ),
        {
          kind: 'signatures',
          items: [
            { label: '受送达人（签名）', ...line },
            { label: '送达人（签名）', ...line },
          ],
        },
      ],
    });
  },
});

export const hearingPapers: PaperTemplates = { hearingNotice, hearingRecord, serviceReceipt };
