/** A paper as a flow of lines and tables: what both renderers lay out, each in its own way. */
import {
  chineseDate,
  chineseNumeral,
  type Paper,
  type PaperBlock,
  type PaperSignature,
} from '../../kernel/paper.ts';

export type Piece =
  /** `indent`: the first line begins two characters in. */
  | { kind: 'line'; text: string; role: LineRole }
  | { kind: 'facts'; rows: readonly { label: string; value: string }[] }
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  | { kind: 'signature'; signature: PaperSignature };

export type LineRole =
  | 'draft'
  | 'organ'
  | 'number'
  | 'title'
  | 'addressee'
  | 'text'
  | 'heading'
  | 'subheading'
  | 'clause'
  | 'sign'
  | 'note'
  | 'copies';

export const DRAFT = '草稿（未编号，不作送达用）';

/** In the order of GB/T 9704: organ, number, title, addressee, text, attachments, signature. */
export function flowOf(paper: Paper): Piece[] {
  const line = (role: LineRole, text: string): Piece => ({ kind: 'line', role, text });
  const isDraft = paper.number === null;
  return [
    ...(isDraft ? [line('draft', DRAFT)] : []),
    ...(paper.signedBy === null ? [] : [line('organ', paper.organ)]),
    ...(paper.number === null ? [] : [line('number', paper.number)]),
    line('title', paper.title),
    ...(paper.addressee === null ? [] : [line('addressee', `${paper.addressee}：`)]),
    ...bodyOf(paper.body),
    ...attachedOf(paper.attached).map((text) => line('text', text)),
    ...(paper.signedBy === null ? [] : [line('sign', signedLine(paper, paper.signedBy))]),
    line('sign', chineseDate(paper.date)),
    ...(paper.note === undefined ? [] : [line('note', `（${paper.note}）`)]),
    ...(paper.copies.length === 0 ? [] : [line('copies', `抄送：${paper.copies.join('，')}。`)]),
  ];
}

function signedLine({ isSealedByHand }: Paper, by: string): string {
  return isSealedByHand ? `${by}（印章）` : by;
}

function attachedOf(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  if (names.length === 1) return [`附件：${names[0]}`];
  return names.map((name, index) => `${index === 0 ? '附件：' : ''}${index + 1}. ${name}`);
}

function bodyOf(body: readonly PaperBlock[]): Piece[] {
  const counted = { first: 0, second: 0, clause: 0 };
  return body.flatMap((block): Piece[] => {
    switch (block.kind) {
      case 'text':
        return paragraphs(block.text).map((text) => ({ kind: 'line', role: 'text', text }));
      case 'heading':
        return [headingOf(block, counted)];
      case 'list':
        return block.items.map((text, at) => ({
          kind: 'line',
          role: 'text',
          text: `${at + 1}. ${oneLine(text)}`,
        }));
      case 'clauses':
        return block.items.map((text) => {
          counted.clause += 1;
          const name = `第${chineseNumeral(counted.clause)}条`;
          return { kind: 'line', role: 'clause', text: `${name}　${oneLine(text)}` };
        });
      case 'signatures':
        return block.items.map((signature) => ({ kind: 'signature', signature }));
      case 'facts':
      case 'table':
        return [block];
    }
  });
}

function headingOf(
  { level, text }: { level: 1 | 2; text: string },
  counted: { first: number; second: number },
): Piece {
  if (level === 1) {
    counted.first += 1;
    counted.second = 0;
    return { kind: 'line', role: 'heading', text: `${chineseNumeral(counted.first)}、${text}` };
  }
  counted.second += 1;
  return { kind: 'line', role: 'subheading', text: `（${chineseNumeral(counted.second)}）${text}` };
}

function paragraphs(text: string): string[] {
  return text
    .split(/\n+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

const oneLine = (text: string) => paragraphs(text).join(' ');

/** What stands on the left, label and who signs, and on the right: when. */
export function signatureLine({ label, name, on, ink }: PaperSignature): [string, string] {
  const who = name === '' && ink === null ? '＿'.repeat(blankFor(label)) : name;
  return [`${label}：${who}`, on === null ? '　　年　月　日' : chineseDate(on)];
}

/** As long as the line leaves beside a label and a date. */
const blankFor = (label: string) => Math.min(Math.max(19 - label.length, 4), 10);

/** Longer than this is not kept whole: it would leave half a page empty. */
const KEPT_MOST = 280;

/**
 * From which piece on all stands on one page: the signature never stands alone there, the last
 * words come along, and a heading with them.
 */
export function keptFrom(flow: readonly Piece[]): number {
  const sign = flow.findIndex((piece) => piece.kind === 'line' && piece.role === 'sign');
  const last = flow[sign - 1];
  const isShort =
    last?.kind === 'signature' || (last?.kind === 'line' && last.text.length <= KEPT_MOST);
  if (!isShort) return sign;
  const above = flow[sign - 2];
  return above?.kind === 'line' && isHeading(above.role) ? sign - 2 : sign - 1;
}

export const isHeading = (role: LineRole) => role === 'heading' || role === 'subheading';
