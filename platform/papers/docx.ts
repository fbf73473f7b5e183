/**
 * A paper as an Office document, written by ourselves: some plain XML in an archive without times,
 * so that the same paper gives the same bytes. Word finds the official fonts by name (方正小标宋,
 * 仿宋_GB2312, 黑体, 楷体); where they are missing it puts its own in their place.
 */
import type { Paper, PaperSignature } from '../../kernel/paper.ts';
import { zipOf } from '../sheet/zip.ts';
import { escaped, fixedParts, styleIds } from './docx-parts.ts';
import { flowOf, keptFrom, type LineRole, type Piece, signatureLine } from './flow.ts';

const EMU_PER_MM = 36_000;

type Ink = NonNullable<PaperSignature['ink']>;

export async function docxOf(paper: Paper, mark: string): Promise<Buffer> {
  const inks: Ink[] = [];
  const flow = flowOf(paper);
  const kept = keptFrom(flow);
  const sign = flow.findIndex((piece) => piece.kind === 'line' && piece.role === 'sign');
  const body = flow
    .map((piece, at) => pieceXml(piece, inks, { isKept: at >= kept, isSign: at === sign }))
    .join('');
  const parts = [
    ...fixedParts(paper, { mark, pictures: inks.length }),
    { name: 'word/document.xml', content: documentXml(body) },
  ].map(({ name, content }) => ({ name, content: Buffer.from(content, 'utf8') }));
  const pictures = inks.map(({ png }, at) => ({
    name: `word/media/ink${at + 1}.png`,
    content: Buffer.from(png, 'base64'),
  }));
  return zipOf([...parts, ...pictures]);
}

const SPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"' +
  ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"' +
  ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"' +
  ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"' +
  ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"';

/** A4; GB/T 9704: 37 mm above, 35 below, 28 left, 26 right, in twentieths of a point. */
const PAGE =
  '<w:sectPr><w:footerReference w:type="default" r:id="footer"/>' +
  '<w:pgSz w:w="11906" w:h="16838"/>' +
  '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851"' +
  ' w:footer="1100" w:gutter="0"/></w:sectPr>';

function documentXml(body: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    `<w:document ${SPACES}><w:body>${body}${PAGE}</w:body></w:document>`
  );
}

type At = { isKept: boolean; isSign: boolean };

function pieceXml(piece: Piece, inks: Ink[], at: At): string {
  switch (piece.kind) {
    case 'line':
      return lineXml(piece.role, piece.text, at);
    case 'facts':
      return tableXml(
        [1900, 6944],
        piece.rows.map(({ label, value }) => rowXml([label, value], 'labelled')),
      );
    case 'table': {
      const width = Math.floor(8844 / Math.max(piece.head.length, 1));
      return tableXml(
        piece.head.map(() => width),
        [rowXml(piece.head, 'head'), ...piece.rows.map((row) => rowXml(row, 'plain'))],
      );
    }
    case 'signature':
      return signatureXml(piece.signature, inks);
  }
}

function lineXml(role: LineRole, text: string, { isKept, isSign }: At): string {
  const keep = isKept ? '<w:keepNext/><w:keepLines/>' : '';
  const style = isSign ? 'SignFirst' : styleIds[role];
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${keep}</w:pPr>${runXml(text)}</w:p>`;
}

function runXml(text: string): string {
  const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`);
  return `<w:r>${lines.join('<w:br/>')}</w:r>`;
}

/** Without a paragraph between them two tables would grow together. */
const BETWEEN = '<w:p><w:pPr><w:pStyle w:val="Between"/></w:pPr></w:p>';

function tableXml(widths: readonly number[], rows: readonly string[]): string {
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
    .join('');
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:tblBorders>${edges}</w:tblBorders>` +
    `<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>` +
    BETWEEN
  );
}

function rowXml(cells: readonly string[], sort: 'head' | 'labelled' | 'plain'): string {
  const props = `<w:trPr><w:cantSplit/>${sort === 'head' ? '<w:tblHeader/>' : ''}</w:trPr>`;
  const xml = cells.map((text, at) => {
    const isLabel = sort === 'head' || (sort === 'labelled' && at === 0);
    return (
      `<w:tc><w:p><w:pPr><w:pStyle w:val="${isLabel ? 'Label' : 'Cell'}"/></w:pPr>` +
      `${runXml(text)}</w:p></w:tc>`
    );
  });
  return `<w:tr>${props}${xml.join('')}</w:tr>`;
}

/** Label and name beside the day, without edges; a long name takes more lines. */
function signatureXml(signature: PaperSignature, inks: Ink[]): string {
  const [who, when] = signatureLine(signature);
  const styled = (style: string, runs: string) =>
    `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${runs}</w:p>`;
  if (signature.ink !== null) inks.push(signature.ink);
  const drawn =
    signature.ink === null
      ? ''
      : styled('Ink', `<w:r>${drawingXml(signature.ink, inks.length)}</w:r>`);
  const cell = (width: number, xml: string) =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${xml}</w:tc>`;
  const row = [
    cell(6044, styled('Signature', runXml(who)) + drawn),
    cell(2800, styled('SignatureDay', runXml(when))),
  ].join('');
  return (
    '<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>' +
    '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
    '<w:tblGrid><w:gridCol w:w="6044"/><w:gridCol w:w="2800"/></w:tblGrid>' +
    `<w:tr><w:trPr><w:cantSplit/></w:trPr>${row}</w:tr></w:tbl>` +
    BETWEEN
  );
}

/** At most five centimetres wide and two high. */
function drawingXml({ width, height }: Ink, id: number): string {
  const scale = Math.min((50 * EMU_PER_MM) / width, (20 * EMU_PER_MM) / height);
  const size = `cx="${Math.round(width * scale)}" cy="${Math.round(height * scale)}"`;
  const graphic = 'http://schemas.openxmlformats.org/drawingml/2006/picture';
  return (
    `<w:drawing><wp:inline><wp:extent ${size}/><wp:docPr id="${id}" name="签名${id}"/>` +
    `<a:graphic><a:graphicData uri="${graphic}"><pic:pic><pic:nvPicPr>` +
    `<pic:cNvPr id="${id}" name="ink${id}.png"/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip r:embed="ink${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm>` +
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>' +
    '</a:graphic></wp:inline></w:drawing>'
  );
}
