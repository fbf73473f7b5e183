/** The parts of an Office document that are the same for every paper: styles, footer, lists. */
import type { Paper } from '../../kernel/paper.ts';
import type { LineRole } from './flow.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

type Part = { name: string; content: string };

/** Nothing but what XML 1.0 may hold: a stray control character would make Word refuse the file. */
export function escaped(text: string): string {
  return text
    .replace(/\p{Cc}|\p{Noncharacter_Code_Point}/gu, (one) => (/[\t\n\r]/.test(one) ? one : ''))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const part = (name: string, xml: string): Part => ({ name, content: HEAD + xml });

export function fixedParts(
  paper: Paper,
  { mark, pictures }: { mark: string; pictures: number },
): Part[] {
  return [
    part('[Content_Types].xml', contentTypes),
    part('_rels/.rels', packageRels),
    part('docProps/core.xml', coreXml(paper)),
    part('word/_rels/document.xml.rels', documentRels(pictures)),
    part('word/styles.xml', stylesXml()),
    part('word/settings.xml', settings),
    part('word/footer1.xml', footerXml(mark)),
  ];
}

const contentTypes =
  `<Types xmlns="${PACKAGE}/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  '<Default Extension="png" ContentType="image/png"/>' +
  `<Override PartName="/word/document.xml" ContentType="${WORD_TYPE}.document.main+xml"/>` +
  `<Override PartName="/word/styles.xml" ContentType="${WORD_TYPE}.styles+xml"/>` +
  `<Override PartName="/word/settings.xml" ContentType="${WORD_TYPE}.settings+xml"/>` +
  `<Override PartName="/word/footer1.xml" ContentType="${WORD_TYPE}.footer+xml"/>` +
  '<Override PartName="/docProps/core.xml"' +
  ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>';

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;

const packageRels =
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  relation('main', `${OFFICE}/officeDocument`, 'word/document.xml') +
  relation('core', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml') +
  '</Relationships>';

function documentRels(pictures: number): string {
  const inks = Array.from({ length: pictures }, (_, at) =>
    relation(`ink${at + 1}`, `${OFFICE}/image`, `media/ink${at + 1}.png`),
  );
  return (
    `<Relationships xmlns="${PACKAGE}/relationships">` +
    relation('styles', `${OFFICE}/styles`, 'styles.xml') +
    relation('settings', `${OFFICE}/settings`, 'settings.xml') +
    relation('footer', `${OFFICE}/footer`, 'footer1.xml') +
    `${inks.join('')}</Relationships>`
  );
}

/** Its times are those of the date that the paper bears. */
function coreXml({ title, organ, date }: Paper): string {
  const at = `${date}T00:00:00Z`;
  return (
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties"` +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(organ)}</dc:creator>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`
  );
}

const settings =
  `<w:settings xmlns:w="${WORD}"><w:compat><w:compatSetting w:name="compatibilityMode"` +
  ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>' +
  '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>';

export const styleIds: Record<LineRole, string> = {
  draft: 'Draft',
  organ: 'Organ',
  number: 'Number',
  title: 'Title',
  addressee: 'Normal',
  text: 'Body',
  heading: 'HeadingOne',
  subheading: 'HeadingTwo',
  clause: 'Body',
  sign: 'Sign',
  note: 'Body',
  copies: 'Copies',
};

type Style = { font?: string; size?: number; paragraph?: string; run?: string };

/** Sizes in half points: 二号 is 44, 三号 32, 四号 28. Lines stand 28 points apart. */
const styles: Record<string, Style> = {
  Organ: { font: '方正小标宋简体', size: 44, paragraph: '<w:jc w:val="center"/>' },
  Title: {
    font: '方正小标宋简体',
    size: 44,
    paragraph:
      '<w:spacing w:before="120" w:after="320" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>',
  },
  Draft: { size: 28, paragraph: '<w:jc w:val="center"/>', run: '<w:b/><w:color w:val="B00020"/>' },
  Number: { paragraph: '<w:spacing w:after="360"/><w:jc w:val="center"/>' },
  Body: { paragraph: '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>' },
  HeadingOne: {
    font: '黑体',
    paragraph: '<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/>',
  },
  HeadingTwo: {
    font: '楷体_GB2312',
    paragraph: '<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="640"/>',
  },
  Sign: { paragraph: '<w:keepNext/><w:ind w:right="640"/><w:jc w:val="right"/>' },
  /** The first of its lines stands apart from the text. */
  SignFirst: {
    paragraph:
      '<w:keepNext/><w:spacing w:before="560"/><w:ind w:right="640"/><w:jc w:val="right"/>',
  },
  Signature: { size: 28, paragraph: '<w:keepNext/><w:spacing w:before="200"/>' },
  SignatureDay: {
    size: 28,
    paragraph:
      '<w:keepNext/><w:autoSpaceDN w:val="0"/><w:spacing w:before="200"/><w:jc w:val="right"/>',
  },
  /** As high as it is: in a line of fixed height a picture would be cut. */
  Ink: { paragraph: '<w:keepNext/><w:spacing w:line="240" w:lineRule="auto"/>' },
  Copies: { size: 28, paragraph: '<w:spacing w:before="480"/>' },
  Between: { size: 16, paragraph: '<w:spacing w:line="160" w:lineRule="exact"/>' },
  Cell: { size: 28, paragraph: '<w:spacing w:line="440" w:lineRule="exact"/>' },
  Label: { font: '黑体', size: 28, paragraph: '<w:spacing w:line="440" w:lineRule="exact"/>' },
};

const fontXml = (font: string) =>
  `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${font}"/>`;

function stylesXml(): string {
  const own = Object.entries(styles).map(
    ([id, { font, size, paragraph = '', run = '' }]) =>
      `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="Linli ${id}"/>` +
      `<w:basedOn w:val="Normal"/><w:pPr>${paragraph}</w:pPr><w:rPr>${font ? fontXml(font) : ''}` +
      `${run}${size ? `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>` : ''}</w:rPr></w:style>`,
  );
  return (
    `<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr>${fontXml('仿宋_GB2312')}` +
    '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>' +
    '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="560" w:lineRule="exact"/>' +
    '</w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1"' +
    ` w:styleId="Normal"><w:name w:val="Normal"/></w:style>${own.join('')}</w:styles>`
  );
}

function footerXml(mark: string): string {
  const run = (xml: string) => `<w:r><w:rPr><w:sz w:val="21"/></w:rPr>${xml}</w:r>`;
  const text = (words: string) => run(`<w:t xml:space="preserve">${escaped(words)}</w:t>`);
  const field = (code: string) =>
    `<w:fldSimple w:instr=" ${code} ">${run('<w:t>1</w:t>')}</w:fldSimple>`;
  return (
    `<w:ftr xmlns:w="${WORD}"><w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs>` +
    `</w:pPr>${text(mark)}${run('<w:tab/>')}${text('第 ')}${field('PAGE')}${text(' 页　共 ')}` +
    `${field('NUMPAGES')}${text(' 页')}</w:p></w:ftr>`
  );
}
