/**
 * Documents of a dispute in the form of the ministry's samples: application, record (art. 27),
 * agreement (art. 28, 29), application for judicial confirmation (art. 33), notice of the end with
 * the ways that remain (art. 26; 在线调解规则 art. 21).
 */
import { chineseDate, type PaperBlock, type PaperSignature } from '../../../kernel/paper.ts';
import type { MatterView, PaperTemplates, PaperWords } from '../../matters/engine.ts';
import { clauseText } from './clauses.ts';
import { factsOf, type Side } from './facts.ts';
import { type KeptAgreement, keptOf } from './kept.ts';

type Template = PaperTemplates[string];
type Said = (field: string) => string;
type Person = PaperWords['persons'][number];

const text = (words: string): PaperBlock => ({ kind: 'text', text: words });
const heading = (words: string): PaperBlock => ({ kind: 'heading', level: 1, text: words });
const own = (view: MatterView) => factsOf(view.state.matter);
const missing = (zh: string, en: string) => ({ zh, en });

function saidIn(words: PaperWords, action: string): Said {
  const given = words.said(action)?.given ?? {};
  return (field) => (typeof given[field] === 'string' ? given[field] : '');
}

/** The reporter applied; whoever else was named stands on the side written beside them. */
function sideOf(person: Person, { parties }: KeptAgreement): Side {
  const known = parties.find((one) => one.id === person.id);
  return known?.side ?? (person.role === 'reporter' ? 'applicant' : 'respondent');
}

const SIDES: readonly Side[] = ['applicant', 'respondent'];
const sideWords: Readonly<Record<Side, string>> = { applicant: '申请人', respondent: '被申请人' };

function personsOn(side: Side, words: PaperWords): Person[] {
  const kept = keptOf(words);
  return words.persons.filter((one) => sideOf(one, kept) === side);
}

function partyFacts(words: PaperWords, label: (side: Side) => string): PaperBlock {
  const rows = SIDES.flatMap((side) =>
    personsOn(side, words).map((one) => ({ label: label(side), value: basicsOf(one) })),
  );
  return { kind: 'facts', rows };
}

/** 基本情况: what of it was given. */
function basicsOf({ name, idNumber, address, phone }: Person): string {
  return [
    name,
    idNumber && `公民身份号码（统一社会信用代码）${idNumber}`,
    address && `住址（住所地）${address}`,
    phone && `联系电话${phone}`,
  ]
    .filter((part) => part !== '')
    .join('，');
}

type Part = Pick<ReturnType<Template['write']>, 'title' | 'addressee' | 'body'> & {
  /** Null where the parties themselves issue it. */
  signedBy: string | null;
  attached?: readonly string[];
};

function written(view: MatterView, words: PaperWords, part: Part): ReturnType<Template['write']> {
  return {
    organ: words.organ.name,
    number: words.number,
    attached: [],
    isSealedByHand: part.signedBy !== null,
    date: words.today,
    copies: [],
    ...part,
    note: `纠纷编号：${view.state.matter.number}`,
  };
}

const applicantsMissing = (view: MatterView) =>
  view.state.matter.facts.hasReporter || own(view).parties.applicant > 0 ? null : 'noApplicant';
const sidesMissing = (view: MatterView) =>
  applicantsMissing(view) ?? (own(view).parties.respondent > 0 ? null : 'noRespondent');
const sideFacts = {
  noApplicant: missing('尚未登记申请人', 'nobody is named as the applicant'),
  noRespondent: missing('尚未登记被申请人', 'nobody is named as the respondent'),
};

/** 人民调解法 art. 29: who the parties are stands in what they sign and ask for. */
const nameless = {
  facts: {
    nameless: missing('有当事人没有登记姓名或者名称', 'a party is on record without a name'),
  },
  whyNotPersons: (persons: readonly Person[]) =>
    persons.every(({ name }) => name !== '') ? null : 'nameless',
};

const line = (label: string): PaperSignature => ({ label, name: '', on: null, ink: null });

const application: Template = {
  title: { zh: '调解申请书', en: 'Application for mediation' },
  mark: '调申',
  reader: 'parties',
  opensPersons: true,
  facts: { ...sideFacts, ...nameless.facts },
  whyNot: sidesMissing,
  whyNotPersons: nameless.whyNotPersons,
  write: (view, words) =>
    written(view, words, {
      title: '调解申请书',
      addressee: null,
      signedBy: null,
      body: [
        partyFacts(words, (side) => sideWords[side]),
        heading('纠纷简要情况'),
        text(words.text),
        heading('当事人申请事项'),
        text('就上述纠纷申请调解。'),
        text(
          own(view).channel === 'people' || own(view).channel === null
            ? '申请人已知悉：人民调解不收取任何费用；当事人可以接受调解、拒绝调解或者要求终止调解（《中华人民共和国人民调解法》第四条、第二十三条）。'
            : `申请人已知悉：收费标准为${own(view).fee || '不收费'}；任何一方都可以拒绝调解或者要求终止调解。`,
        ),
        { kind: 'signatures', items: [line('申请人（签名、盖章或者按指印）')] },
      ],
    }),
};

const modes: Readonly<Record<string, string>> = {
  onSite: '现场调解',
  online: '在线调解',
  separate: '分别调解',
};

const record: Template = {
  title: { zh: '调解笔录', en: 'Record of mediation' },
  mark: '调笔',
  reader: 'organ',
  opensPersons: true,
  facts: {
    noSession: missing('尚未记录过调解', 'no session has been recorded yet'),
    ...nameless.facts,
  },
  whyNotPersons: nameless.whyNotPersons,
  whyNot: (view) => (own(view).sessions > 0 ? null : 'noSession'),
  write: (view, words) =>
    written(view, words, {
      title: '调解笔录',
      addressee: null,
      signedBy: words.organ.name,
      body: [
        partyFacts(words, (side) => sideWords[side]),
        ...words.saidAll('holdSession').flatMap(({ given }, at) => sessionOf(given, at + 1)),
        {
          kind: 'signatures',
          items: [line('当事人（签名、盖章或者按指印）'), line('调解员（签名）')],
        },
      ],
    }),
};

function sessionOf(given: Readonly<Record<string, unknown>>, at: number): PaperBlock[] {
  const said = (field: string) => (typeof given[field] === 'string' ? given[field] : '');
  const undisputed = said('undisputed');
  return [
    heading(`第${at}次调解`),
    {
      kind: 'facts',
      rows: [
        { label: '时间', value: chineseDate(said('heldOn')) },
        { label: '方式', value: modes[said('mode')] ?? said('mode') },
      ],
    },
    text(said('record')),
    ...(undisputed ? [text(`各方确认的无争议事实：${undisputed}`)] : []),
  ];
}

function agreementTitle(view: MatterView): string {
  const { channel } = own(view);
  if (channel === 'people') return '人民调解协议书';
  return channel === 'administrative' ? '行政调解协议书' : '调解协议书';
}

const agreement: Template = {
  title: { zh: '调解协议书', en: 'Agreement' },
  mark: '调协',
  reader: 'parties',
  opensPersons: true,
  whyNotPersons: nameless.whyNotPersons,
  facts: {
    ...sideFacts,
    ...nameless.facts,
    noAgreement: missing('尚未达成协议', 'no agreement was reached yet'),
    oral: missing(
      '双方选择了口头协议，由调解员记录（第二十八条）',
      'the parties chose an oral agreement, which the mediator recorded (art. 28)',
    ),
  },
  whyNot: (view) => {
    const { form } = own(view);
    if (form === null) return 'noAgreement';
    return form === 'oral' ? 'oral' : sidesMissing(view);
  },
  write: (view, words) =>
    written(view, words, {
      title: agreementTitle(view),
      addressee: null,
      signedBy: own(view).channel === 'judicial' ? null : words.organ.name,
      body: [
        partyFacts(words, (side) => sideWords[side]),
        ...termsOf(words),
        heading('履行方式、时限'),
        text('按上述各条约定的方式和期限履行；约定了期日的，以该日为履行期限。'),
        heading('效力'),
        text(effectOf(view)),
        { kind: 'signatures', items: signaturesOf(view, words) },
      ],
    }),
};

/** The text that was drafted together, else what the mediator wrote down of it. */
function termsOf(words: PaperWords): PaperBlock[] {
  const { text: drafted } = keptOf(words);
  if (!drafted) {
    const said = saidIn(words, 'recordAgreement');
    const terms = saidIn(words, 'changeAgreement')('terms') || said('terms');
    return [
      heading('纠纷的主要事实、争议事项和各方责任'),
      text(said('facts')),
      heading('经调解，自愿达成如下协议'),
      text(terms),
    ];
  }
  return [
    heading('纠纷的主要事实、争议事项和各方责任'),
    text(drafted.facts),
    heading('经调解，自愿达成如下协议'),
    { kind: 'clauses', items: drafted.clauses.map(clauseText) },
    text(`协议文本核验值：${drafted.digest.slice(0, 16).toUpperCase()}`),
  ];
}

function effectOf(view: MatterView): string {
  const { channel } = own(view);
  if (channel === 'judicial') {
    return '本协议自各方当事人均完成签章之时起生效（《人民法院在线调解规则》第十九条）。';
  }
  return [
    '本协议自各方当事人签名、盖章或者按指印，调解员签名并加盖调解组织印章之日起生效',
    '（《中华人民共和国人民调解法》第二十九条），具有法律约束力，当事人应当按照约定履行。',
    '双方可以自生效之日起三十日内共同向人民法院申请司法确认（第三十三条）。',
    '本协议由当事人各执一份，调解组织留存一份。',
  ].join('');
}

function signaturesOf(view: MatterView, words: PaperWords): PaperSignature[] {
  const kept = keptOf(words);
  const { signatures } = own(view);
  const of = (signer: string, party: string | null) => {
    const one = kept.signatures.find((sign) => sign.signer === signer && sign.party === party);
    const open = signatures[signer as keyof typeof signatures];
    return { on: one?.on ?? open?.on ?? null, ink: one?.ink ?? null };
  };
  const parties = SIDES.flatMap((side) =>
    personsOn(side, words).map((person) => ({
      label: `${sideWords[side]}（签名、盖章或者按指印）`,
      name: person.name,
      ...of(side, person.id),
    })),
  );
  return [...parties, { label: '调解员（签名）', name: '', ...of('mediator', null) }];
}

const confirmation: Template = {
  title: { zh: '司法确认申请书', en: 'Application for judicial confirmation' },
  mark: '调确',
  reader: 'parties',
  opensPersons: true,
  whyNotPersons: nameless.whyNotPersons,
  facts: {
    ...sideFacts,
    ...nameless.facts,
    notInForce: missing('协议尚未生效', 'the agreement is not in force yet'),
    tooLate: missing(
      '已超过协议生效之日起三十日（第三十三条）',
      'thirty days from the effect of the agreement are over (art. 33)',
    ),
  },
  whyNot: (view, now) => {
    if (own(view).effectiveOn === null) return 'notInForce';
    const clock = view.state.clocks.findLast((one) => one.name === 'confirm');
    return clock && now > clock.dueAt ? 'tooLate' : sidesMissing(view);
  },
  write: (view, words) =>
    written(view, words, {
      title: '司法确认申请书',
      addressee: null,
      signedBy: null,
      attached: ['调解协议书', '身份证明、资格证明', '与调解协议相关的证明材料'],
      body: [
        partyFacts(words, () => '申请人'),
        heading('请求事项'),
        text(`请求确认${onAgreement(view, words)}有效。`),
        heading('事实和理由'),
        text(
          `申请人之间的纠纷，经${words.organ.name}主持调解，达成的调解协议已于${chineseDate(own(view).effectiveOn ?? words.today)}生效。双方认为有必要，自协议生效之日起三十日内共同申请司法确认（《中华人民共和国人民调解法》第三十三条）。`,
        ),
        text(
          '申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如果因为该协议内容而给他人造成损害的，愿意承担相应的民事责任和其他法律责任。',
        ),
        text(
          '本申请不涉及确认身份关系、收养关系、婚姻关系（《最高人民法院关于人民调解协议司法确认程序的若干规定》第四条）。',
        ),
        text('此致'),
        text(saidIn(words, 'applyConfirmation')('court') || '＿＿＿＿＿＿人民法院'),
        {
          kind: 'signatures',
          items: SIDES.flatMap((side) =>
            personsOn(side, words).map((one) => ({
              ...line('申请人（签名、盖章或者按指印）'),
              name: one.name,
            })),
          ),
        },
      ],
    }),
};

function onAgreement(view: MatterView, words: PaperWords): string {
  const { papers } = view.state.matter.own as { papers?: Record<string, { number: string }> };
  const number = papers?.agreement?.number;
  return number ? `${number}《${agreementTitle(view)}》` : `${words.organ.name}主持达成的调解协议`;
}

const grounds: Readonly<Record<string, string>> = {
  reconciled: '当事人自行和解，撤回调解申请',
  unreachable: '在调解期限内无法联系到当事人',
  unwilling: '当事人一方明确表示不愿意调解或者不愿意继续调解',
  tooFarApart: '当事人分歧较大且难以达成调解协议',
  periodOver: '调解期限届满，未达成调解协议，且各方未达成延长期限的合意',
  signatureRefused: '当事人一方拒绝在调解协议上签章',
  other: '其他导致调解无法进行的情形',
};

const failure: Template = {
  title: { zh: '终止调解告知书', en: 'Notice that mediation ended' },
  mark: '调终',
  reader: 'parties',
  opensPersons: true,
  facts: { notEnded: missing('调解尚未终止', 'the mediation has not ended') },
  whyNot: (view) => (own(view).ground === null ? 'notEnded' : null),
  write: (view, words) => {
    const said = saidIn(words, 'endMediation');
    const refused = saidIn(words, 'recordConsent');
    const costs = said('costs');
    const told = said('text') || refused('reason');
    return written(view, words, {
      title: '终止调解告知书',
      addressee: named(words.persons) ?? '各方当事人',
      signedBy: words.organ.name,
      body: [
        text('你们之间的纠纷，经本组织调解，未能达成协议，现终止调解。'),
        heading('基本情况和终止原因'),
        text(`${grounds[own(view).ground ?? ''] ?? ''}。`),
        ...(told ? [text(told)] : []),
        ...(costs && own(view).channel === 'judicial'
          ? [text(`导致其他当事人成本增加的行为：${costs}`)]
          : []),
        heading('其他途径'),
        ...routesOf(view),
        ...(said('reply') ? [text(said('reply'))] : []),
        text(
          own(view).channel === 'judicial'
            ? '依据：《人民法院在线调解规则》第二十一条、第二十五条。'
            : '依据：《中华人民共和国人民调解法》第二十六条。',
        ),
      ],
    });
  },
};

function named(persons: readonly Person[]): string | null {
  const names = persons.map(({ name }) => name);
  return names.length === 0 || names.includes('') ? null : names.join('、');
}

/** 在线调解规则 art. 21 says what the court does next; elsewhere the ways of art. 26 stay open. */
function routesOf(view: MatterView): PaperBlock[] {
  const { channel, courtStage } = own(view);
  if (channel !== 'judicial') {
    return [
      text('你们可以依法通过仲裁、行政、司法等途径维护自己的权利，调解不影响这些权利。'),
      {
        kind: 'list',
        items: [
          '依照仲裁协议或者法律规定申请仲裁，劳动争议向劳动争议仲裁委员会申请仲裁；',
          '属于行政机关职责的，请求有关行政机关处理；',
          '向有管辖权的人民法院提起诉讼，经济困难的可以申请法律援助。',
        ],
      },
    ];
  }
  return [
    text(
      courtStage === 'before'
        ? '人民法院将依法登记立案；你们也可以选择在线立案或者其他途径解决纠纷。'
        : '人民法院将恢复审理，及时判决。',
    ),
  ];
}

export const papers: PaperTemplates = { application, record, agreement, confirmation, failure };
