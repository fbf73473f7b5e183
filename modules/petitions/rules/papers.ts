/**
 * Documents of a petition after the 信访工作条例: notice of receipt (art. 23), extension (34), opinion
 * (32), settlement (33), review (35), re-review (36). What people wrote is taken from the acts.
 */
import { chineseDate, type Paper, type PaperBlock } from '../../../kernel/paper.ts';
import type { MatterView, PaperTemplates, PaperWords } from '../../matters/engine.ts';
import { factsOf, type Round } from './facts.ts';

type Said = (field: string) => string;
type Template = PaperTemplates[string];

const title = (zh: string, en: string) => ({ zh, en });

const routeWords: Readonly<Record<string, string>> = {
  lawsuit: '通过诉讼、行政复议、检察监督或者公安机关程序处理',
  arbitration: '通过仲裁程序处理',
  partyAppeal: '通过党员申诉、申请复审程序处理',
  administrative: '适用行政程序处理',
  duty: '由有权机关履行法定职责处理',
  hear: '由本机关听取陈述、调查核实并出具处理意见书',
  study: '作为建议意见研究论证',
};
const conclusionWords: Readonly<Record<string, string>> = {
  supported: '予以支持',
  explained: '作出解释说明',
  notSupported: '不予支持',
};
const resultWords: Readonly<Record<string, string>> = { upheld: '予以维持', changed: '予以变更' };
const hasRound = (view: MatterView, ...rounds: Round[]) =>
  rounds.includes(factsOf(view.state.matter).round);

/** The texts of the last act of that name, by field. */
function saidIn(words: PaperWords, action: string): Said {
  const given = words.said(action)?.given ?? {};
  return (field) => (typeof given[field] === 'string' ? given[field] : '');
}

const text = (words: string): PaperBlock => ({ kind: 'text', text: words });
const heading = (words: string): PaperBlock => ({ kind: 'heading', level: 1, text: words });

function written(
  view: MatterView,
  words: PaperWords,
  { title: name, body }: { title: string; body: readonly PaperBlock[] },
): Paper {
  const petitioner = words.persons.find((one) => one.role === 'reporter');
  return {
    organ: words.organ.name,
    number: words.number,
    title: name,
    addressee: petitioner?.name || '信访人',
    body: [...body, text(`（信访事项编号：${view.state.matter.number}）`)],
    attached: [],
    signedBy: words.organ.name,
    isSealedByHand: true,
    date: words.today,
    copies: [],
  };
}

const received = ({ state }: MatterView, words: PaperWords) =>
  chineseDate(words.dayOf(state.matter.receivedAt));

function template(of: Omit<Template, 'reader' | 'opensPersons' | 'facts'> & { missing: string }) {
  const { missing, ...rest } = of;
  const en = 'the act that it is written from has not been taken';
  const facts = { notGiven: { zh: missing, en } };
  return { ...rest, facts, reader: 'reporter', opensPersons: true } as const;
}

const notice = template({
  title: title('受理告知书', 'Notice of receipt'),
  mark: '信告',
  missing: '尚未告知受理情况、处理途径和程序',
  whyNot: ({ state }) => (factsOf(state.matter).route === null ? 'notGiven' : null),
  write: (view, words) => {
    const said = saidIn(words, 'notify');
    return written(view, words, {
      title: '信访事项受理告知书',
      body: [
        text(`您于${received(view, words)}提出的信访事项，本机关已经收到。`),
        heading('信访事项'),
        text(words.text),
        heading('处理途径和程序'),
        text(`${routeWords[said('route')] ?? ''}。`),
        text(said('procedure')),
        text('特此告知。依据：《信访工作条例》第二十三条、第三十一条。'),
      ],
    });
  },
});

const extension = template({
  title: title('延期告知书', 'Notice of extension'),
  mark: '信延',
  missing: '延长办理期限尚未获批准',
  whyNot: ({ state }) => {
    const granted = state.requests.some(
      (one) => one.kind === 'extension' && one.state === 'granted',
    );
    return granted ? null : 'notGiven';
  },
  write: (view, words) => {
    const asked = words.said('askExtension')?.given ?? {};
    const reason = typeof asked.reason === 'string' ? asked.reason : '';
    const days = `情况复杂，经本机关负责人批准，办理期限延长${Number(asked.amount)}日。`;
    return written(view, words, {
      title: '信访事项延期办理告知书',
      body: [
        text(`您于${received(view, words)}提出的信访事项，${days}`),
        text(`延期理由：${reason}`),
        text('特此告知。依据：《信访工作条例》第三十四条。'),
      ],
    });
  },
});

const opinion = template({
  title: title('信访处理意见书', 'Opinion'),
  mark: '信处',
  missing: '尚未出具处理意见',
  whyNot: ({ state }) => (factsOf(state.matter).conclusion === null ? 'notGiven' : null),
  write: (view, words) => {
    const said = saidIn(words, 'giveOpinion');
    return written(view, words, {
      title: '信访事项处理意见书',
      body: [
        text(`您于${received(view, words)}提出的信访事项，本机关已调查核实，现提出处理意见。`),
        heading('投诉请求'),
        text(said('claim')),
        heading('事实和理由'),
        text(said('facts')),
        heading('处理意见'),
        text(`${conclusionWords[said('conclusion')] ?? ''}。${said('opinion')}`),
        heading('法律法规依据'),
        text(said('legalBasis')),
        text(
          '如对本意见不服，可以自收到本意见书之日起三十日内，请求本机关的上一级机关、单位复查（《信访工作条例》第三十五条）。',
        ),
      ],
    });
  },
});

const settlement = template({
  title: title('调解（和解）协议书', 'Settlement'),
  mark: '信调',
  missing: '尚未达成调解、和解协议',
  whyNot: (view) => (hasRound(view, 'settlement') ? null : 'notGiven'),
  write: (view, words) => {
    const said = saidIn(words, 'settle');
    const name = said('settledBy') === 'mediation' ? '调解' : '和解';
    const line = { name: '', on: null, ink: null };
    return written(view, words, {
      title: `信访事项${name}协议书`,
      body: [
        text(`经双方自愿，就信访事项达成${name}协议（《信访工作条例》第三十三条）。`),
        heading('自愿情况'),
        text(said('consent')),
        heading('协议内容'),
        text(said('terms')),
        {
          kind: 'signatures',
          items: [
            { label: '信访人（签名）', ...line },
            { label: '对方当事人（签名）', ...line },
          ],
        },
      ],
    });
  },
});

type Level = {
  code: string;
  name: string;
  en: string;
  action: string;
  /** How it was asked for: online, or written down from a letter. */
  asked: string;
  recorded: string;
  article: string;
  end: string;
  rounds: readonly Round[];
};

function levelTemplate(level: Level): Template {
  return template({
    title: title(`${level.name}意见书`, level.en),
    mark: level.code,
    missing: `尚未出具${level.name}意见`,
    whyNot: (view) => (hasRound(view, ...level.rounds) ? null : 'notGiven'),
    write: (view, words) => {
      const said = saidIn(words, level.action);
      return written(view, words, {
        title: `信访事项${level.name}意见书`,
        body: [
          text(`您请求${level.name}的信访事项，本机关已经审查，现提出${level.name}意见。`),
          heading(`请求${level.name}的理由`),
          text(askedIn(words, level)),
          heading(`${level.name}意见`),
          text(`${resultWords[said('result')] ?? ''}。${said('opinion')}`),
          heading('法律法规依据'),
          text(said('legalBasis')),
          text(`${level.end}（《信访工作条例》第${level.article}条）。`),
        ],
      });
    },
  });
}

/** The petitioner's own words, or what the office wrote down of their letter. */
function askedIn(words: PaperWords, { asked, recorded }: Level): string {
  return saidIn(words, asked)('reason') || saidIn(words, recorded)('reason');
}

export const papers: PaperTemplates = {
  notice,
  extension,
  opinion,
  settlement,
  review: levelTemplate({
    code: '信查',
    name: '复查',
    en: 'Review',
    action: 'giveReview',
    asked: 'askReview',
    recorded: 'recordReviewRequest',
    article: '三十六',
    end: '如对本意见不服，可以自收到本意见书之日起三十日内，请求复查机关的上一级机关、单位复核',
    rounds: ['review', 'reReview'],
  }),
  reReview: levelTemplate({
    code: '信核',
    name: '复核',
    en: 'Re-review',
    action: 'giveReReview',
    asked: 'askReReview',
    recorded: 'recordReReviewRequest',
    article: '三十六',
    end: '对复核意见不服，仍然以同一事实和理由提出投诉请求的，各级机关、单位不再受理',
    rounds: ['reReview'],
  }),
};
