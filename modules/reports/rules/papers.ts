/** Documents of a report: the written reply to who reported (答复书). */
import type { Paper } from '../../../kernel/paper.ts';
import { chineseDate } from '../../../kernel/paper.ts';
import type { MatterView, PaperTemplates, PaperWords } from '../../matters/engine.ts';

export const papers: PaperTemplates = {
  reply: {
    title: { zh: '答复书', en: 'Written reply' },
    mark: '答复',
    reader: 'reporter',
    opensPersons: true,
    facts: {
      reporterMissing: { zh: '没有可答复的反映人', en: 'nobody reported it who could be answered' },
      resultMissing: { zh: '还没有办理结果或者答复', en: 'there is neither a result nor a reply' },
    },
    whyNot: ({ state }) => {
      const { facts } = state.matter;
      if (!facts.hasReporter || facts.isAnonymous) return 'reporterMissing';
      return facts.result === null && facts.replyCount === 0 ? 'resultMissing' : null;
    },
    write: writeReply,
  },
};

/** What the handler says was done, and the reply that was given last. */
function answerOf({ facts }: MatterView['state']['matter'], words: PaperWords): string {
  const replies = ['reply', 'complete', 'answer', 'decline', 'refer'].flatMap((action) => {
    const said = words.said(action);
    const text = said?.given[action === 'reply' ? 'text' : 'reply'];
    return said && typeof text === 'string' ? [{ text, at: said.at }] : [];
  });
  const last = replies.toSorted((a, b) => b.at - a.at)[0]?.text ?? '';
  return [facts.result?.text ?? '', last].filter((text) => text !== '').join('\n');
}

function writeReply({ state }: MatterView, words: PaperWords): Paper {
  const { matter } = state;
  const reporter = words.persons.find((person) => person.role === 'reporter');
  const received = chineseDate(words.dayOf(matter.receivedAt));
  return {
    organ: words.organ.name,
    number: words.number,
    title: `关于“${matter.title.replace(/[。！？!?…]+$/u, '')}”的答复书`,
    addressee: reporter && reporter.name !== '' ? reporter.name : '反映人',
    body: [
      {
        kind: 'text',
        text: `您于${received}反映的事项已办理，现答复如下。`,
      },
      { kind: 'heading', level: 1, text: '您反映的情况' },
      { kind: 'text', text: words.text },
      { kind: 'heading', level: 1, text: '办理情况和结果' },
      { kind: 'text', text: answerOf(matter, words) },
      { kind: 'text', text: '如对办理结果有异议，可以在本系统中评价，或者凭编号申请重新办理。' },
    ],
    attached: [],
    signedBy: words.organ.name,
    isSealedByHand: true,
    date: words.today,
    note: `事项编号：${matter.number}`,
    copies: [],
  };
}
