/**
 * Documents of a petition for who brought it, after the 信访工作条例: notice of receipt (art. 23),
 * extension (34), opinion (32), settlement (33), review (35), re-review (36), reply to a suggestion
 * (29); those between organs stand beside. What people wrote is taken from the acts.
 */
import type { MatterView, PaperTemplates, PaperWords } from '../../matters/engine.ts';
import { factsOf, type Round } from './facts.ts';
import {
  givenIf,
  heading,
  petitionerOf,
  received,
  saidIn,
  type Template,
  template,
  text,
  title,
  written,
} from './paper-parts.ts';
import { hearingPapers, officePapers } from './papers-office.ts';

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
const resultWords: Readonly<Record<string, string>> = {
  upheld: '予以维持',
  changed: '予以变更',
  redo: '撤销原处理意见，责令原办理机关、单位重新处理',
};
const REDO =
  '原办理机关、单位应当自收到本意见书之日起六十日内重新办结（《信访工作条例》第三十四条）；对重新作出的处理意见不服的，可以再次请求复查';
const hasRound = (view: MatterView, ...rounds: Round[]) =>
  rounds.includes(factsOf(view.state.matter).round);

const notice = template({
  title: title('受理告知书', 'Notice of receipt'),
  mark: '信告',
  missing: '尚未告知受理情况、处理途径和程序',
  whyNot: ({ state }) => (factsOf(state.matter).route === null ? 'notGiven' : null),
  write: (view, words) => {
    const isOnSpot = words.said('notify') === null && words.said('notifyOnSpot') !== null;
    const said = saidIn(words, isOnSpot ? 'notifyOnSpot' : 'notify');
    const brought = `您于${received(view, words)}${isOnSpot ? '当面' : ''}提出的信访事项`;
    return written(view, words, {
      title: '信访事项受理告知书',
      body: [
        text(`${brought}，本机关已经收到${isOnSpot ? '，现当场书面告知' : ''}。`),
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
  whyNot: (view) => givenIf(hasRound(view, 'opinion', 'review', 'reReview')),
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
  whyNot: (view) => givenIf(hasRound(view, 'settlement')),
  write: (view, words) => {
    const said = saidIn(words, 'settle');
    const name = said('settledBy') === 'mediation' ? '调解' : '和解';
    const line = { name: '', on: null, ink: null };
    return written(view, words, {
      title: `信访事项${name}协议书`,
      addressee: null,
      body: [
        { kind: 'facts', rows: [{ label: '信访人', value: petitionerOf(words) }] },
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
    whyNot: (view) => givenIf(hasRound(view, ...level.rounds)),
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
          text(
            said('result') === 'redo'
              ? `${REDO}。`
              : `${level.end}（《信访工作条例》第${level.article}条）。`,
          ),
        ],
      });
    },
  });
}

/** The petitioner's own words, or what the office wrote down of their letter. */
function askedIn(words: PaperWords, { asked, recorded }: Level): string {
  return saidIn(words, asked)('reason') || saidIn(words, recorded)('reason');
}

const adoptionWords: Readonly<Record<string, string>> = {
  adopted: '予以采纳',
  partly: '部分采纳',
  notAdopted: '经研究论证，未予采纳',
};

/** Art. 29: a suggestion that was studied is answered. */
const suggestionReply = template({
  title: title('建议答复书', 'Reply to a suggestion'),
  mark: '信建',
  missing: '尚未答复建议的采纳情况',
  whyNot: ({ state }) => givenIf(factsOf(state.matter).adoption !== null),
  write: (view, words) => {
    const said = saidIn(words, 'answerSuggestion');
    return written(view, words, {
      title: '信访建议答复书',
      body: [
        text(`您于${received(view, words)}提出的建议意见，本机关已经研究论证，现答复如下。`),
        heading('建议意见'),
        text(words.text),
        heading('采纳情况'),
        text(`${adoptionWords[said('adoption')] ?? ''}。${said('reply')}`),
        text('依据：《信访工作条例》第二十九条。感谢您的建议。'),
      ],
    });
  },
});

export const papers: PaperTemplates = {
  ...officePapers,
  notice,
  extension,
  ...hearingPapers,
  opinion,
  settlement,
  suggestionReply,
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
