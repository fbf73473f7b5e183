/** A paper as a PDF. The same paper gives the same bytes: its times are those of its own date. */
import pdfmake from 'pdfmake';
import type { Paper } from '../../kernel/paper.ts';
import { flowOf, isHeading, keptFrom, type LineRole, type Piece, signatureLine } from './flow.ts';
import { fontFiles, shown } from './font.ts';

const FAMILY = 'song';

pdfmake.setFonts({
  [FAMILY]: {
    normal: fontFiles.normal,
    bold: fontFiles.bold,
    italics: fontFiles.normal,
    bolditalics: fontFiles.bold,
  },
});
// A paper fetches nothing and reads no file but its font.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path === fontFiles.normal || path === fontFiles.bold);

const MM = 72 / 25.4;
/** 三号: sixteen points, twenty-eight characters a line. */
const SIZE = 16;
/**
 * GB/T 9704: 37 mm above, 28 mm left, twenty-eight characters wide. Lines are not stretched: who
 * copies or searches the text would find gaps between its characters.
 */
const WIDE = 210 * MM;
const margins = [28 * MM, 37 * MM, WIDE - 28 * MM - 28 * SIZE, 35 * MM];

type Node = Record<string, unknown>;
type Show = (text: string) => string;

const lineStyles: Record<LineRole, Node> = {
  draft: { alignment: 'center', fontSize: 14, color: '#b00020', bold: true, margin: [0, 0, 0, 8] },
  organ: { alignment: 'center', fontSize: 22, bold: true, margin: [0, 0, 0, 10] },
  number: { alignment: 'center', margin: [0, 0, 0, 18] },
  title: { alignment: 'center', fontSize: 22, bold: true, margin: [0, 6, 0, 16] },
  addressee: {},
  text: { leadingIndent: SIZE * 2 },
  heading: { leadingIndent: SIZE * 2, bold: true },
  subheading: { leadingIndent: SIZE * 2, bold: true },
  clause: { leadingIndent: SIZE * 2 },
  sign: { alignment: 'right', margin: [0, 0, SIZE * 2, 0] },
  note: { leadingIndent: SIZE * 2, margin: [0, 10, 0, 0] },
  copies: { fontSize: 14, margin: [0, 24, 0, 0] },
};

export async function pdfOf(
  paper: Paper,
  mark: string,
): Promise<{ bytes: Buffer; missing: string[] }> {
  const missing = new Set<string>();
  const show: Show = (text) => shown(text, missing);
  const at = new Date(`${paper.date}T00:00:00Z`);
  const made = pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: margins,
    defaultStyle: { font: FAMILY, fontSize: SIZE, lineHeight: 1.22 },
    language: 'zh-CN',
    info: {
      title: show(paper.title),
      author: show(paper.organ),
      creationDate: at,
      modDate: at,
    },
    content: nodesOf(flowOf(paper), show),
    pageBreakBefore: isHeadingAlone,
    footer: (page: number, pages: number) => ({
      margin: [margins[0], 8 * MM, margins[2], 0],
      fontSize: 10.5,
      columns: [
        { text: mark, alignment: 'left', headlineLevel: FOOTER },
        { text: `第 ${page} 页　共 ${pages} 页`, alignment: 'right', headlineLevel: FOOTER },
      ],
    }),
  });
  return { bytes: Buffer.from(await made.getBuffer()), missing: [...missing] };
}

/** How pdfmake is told what a node is; the footer is laid out among the nodes of its page. */
const HEADING = 1;
const FOOTER = 2;

/** A heading at the foot of a page goes over to what it heads. */
function isHeadingAlone({ headlineLevel }: PdfPlaced, around: PdfAround): boolean {
  if (headlineLevel !== HEADING) return false;
  const below = around.getFollowingNodesOnPage();
  return below.every((node) => node.headlineLevel === FOOTER || !(node.text || node.table));
}

function nodesOf(flow: readonly Piece[], show: Show): Node[] {
  const nodes = flow.map((piece) => nodeOf(piece, show));
  const sign = flow.findIndex((piece) => piece.kind === 'line' && piece.role === 'sign');
  const first = keptFrom(flow);
  const signed = { margin: [0, SIZE * 2, 0, 0], stack: nodes.slice(sign) };
  const kept = { unbreakable: true, stack: [...nodes.slice(first, sign), signed] };
  return [...nodes.slice(0, first), kept];
}

function nodeOf(piece: Piece, show: Show): Node {
  switch (piece.kind) {
    case 'line':
      return {
        text: show(piece.text),
        ...lineStyles[piece.role],
        ...(isHeading(piece.role) && { headlineLevel: HEADING }),
      };
    case 'facts':
      return tableOf({
        widths: [SIZE * 7, '*'],
        body: piece.rows.map(({ label, value }) => [
          { text: show(label), bold: true },
          show(value),
        ]),
      });
    case 'table':
      return tableOf({
        headerRows: 1,
        widths: piece.head.map(() => '*'),
        body: [
          piece.head.map((text) => ({ text: show(text), bold: true, alignment: 'center' })),
          ...piece.rows.map((row) => row.map(show)),
        ],
      });
    case 'signature':
      return signatureOf(piece, show);
  }
}

function tableOf(table: Node): Node {
  return { table, fontSize: 14, margin: [0, 6, 0, 6] };
}

function signatureOf({ signature }: Piece & { kind: 'signature' }, show: Show): Node {
  const [who, when] = signatureLine(signature);
  const dated = { text: show(when), width: SIZE * 7.5, alignment: 'right' };
  const line = { columns: [{ text: show(who), width: '*' }, dated], margin: [0, 10, 0, 0] };
  if (signature.ink === null) return line;
  const { png, width, height } = signature.ink;
  const image = { image: `data:image/png;base64,${png}`, fit: fitted(width, height) };
  return { unbreakable: true, stack: [line, image] };
}

/** At most five centimetres wide and two high. */
function fitted(width: number, height: number): [number, number] {
  const scale = Math.min((50 * MM) / width, (20 * MM) / height, 1);
  return [width * scale, height * scale];
}
