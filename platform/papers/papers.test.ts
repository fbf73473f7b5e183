import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { chineseDate, chineseNumeral, type Paper } from '../../kernel/paper.ts';
import {
  printedByOffice,
  textOfPdf,
  unless,
  unopenable,
  unreadable,
} from '../../test/paper-reader.ts';
import { sha256 } from '../crypto/index.ts';
import { escaped } from './docx-parts.ts';
import { renderDraft, renderPaper } from './index.ts';
import { renderPaper as renderHere } from './render.ts';

const PAPER: Paper = {
  organ: '示例区信访局',
  number: '示例区信访局信告〔2026〕3号',
  title: '信访事项受理告知书',
  addressee: '欧阳·买买提',
  body: [
    { kind: 'text', text: '您反映的“小区加装电梯”一事，本机关已于2026年11月20日受理。' },
    { kind: 'heading', level: 1, text: '办理途径' },
    { kind: 'facts', rows: [{ label: '承办单位', value: '示例区住建局' }] },
    { kind: 'heading', level: 2, text: '期限' },
    { kind: 'list', items: ['六十日内出具处理意见', '情况复杂的，可以延长三十日'] },
    { kind: 'clauses', items: ['甲方于十日内付清。', '乙方撤回申请。'] },
    {
      kind: 'signatures',
      items: [{ label: '当事人（签名）', name: '', on: null, ink: null }],
    },
  ],
  attached: ['法律依据', '送达回证'],
  signedBy: '示例区信访局',
  isSealedByHand: true,
  date: '2026-11-22',
  copies: ['示例区住建局', '示例镇人民政府'],
};

const said = async (paper: Paper) => textOfPdf((await renderPaper(paper)).pdf);
/** Line ends are the renderer's, not the paper's. */
const joined = (text: string) => text.replace(/\s+/g, '');

const ALL = [
  '示例区信访局信告〔2026〕3号',
  '信访事项受理告知书',
  '欧阳·买买提：',
  '您反映的“小区加装电梯”一事，本机关已于2026年11月20日受理。',
  '一、办理途径',
  '示例区住建局',
  '（一）期限',
  '2.情况复杂的，可以延长三十日',
  '第二条乙方撤回申请。',
  '当事人（签名）：＿＿＿＿＿＿',
  '附件：1.法律依据',
  '示例区信访局（印章）',
  '2026年11月22日',
  '第1页共',
  '抄送：示例区住建局，示例镇人民政府。',
];

describe('a paper', () => {
  it.skipIf(unreadable)(`is read from its PDF word for word${unless(unreadable)}`, async () => {
    const text = joined(await said(PAPER));
    for (const words of ALL) expect(text).toContain(words);
  });

  it.skipIf(unreadable)(`is never signed on a page alone${unless(unreadable)}`, async () => {
    const line = { kind: 'text', text: '经查，情况属实。' } as const;
    // However long it is, the page that bears the signature has words of it, too.
    for (let lines = 8; lines <= 20; lines += 1) {
      const body = Array.from({ length: lines }, () => line);
      const pages = (await said({ ...PAPER, body, attached: [] })).split('\f').filter(Boolean);
      const signed = pages.find((page) => page.includes('（印章）'));
      expect(signed).toContain('情况属实');
    }
  });

  it.skipIf(unreadable)(
    `leaves no heading at the foot of a page${unless(unreadable)}`,
    async () => {
      const text = { kind: 'text', text: '经查，情况属实。'.repeat(8) } as const;
      const heading = { kind: 'heading', level: 1, text: '处理意见' } as const;
      const alone: number[] = [];
      for (let lines = 10; lines <= 20; lines += 1) {
        const above = Array.from({ length: lines }, () => ({ ...text, text: '核查记录一行。' }));
        const body = [...above, heading, text, text, text];
        const [first = ''] = (await said({ ...PAPER, body })).split('\f');
        const words = joined(first);
        if (words.includes('处理意见') && !words.includes('处理意见经查')) alone.push(lines);
      }
      expect(alone).toEqual([]);
    },
  );

  it.skipIf(unreadable)(
    `bears its note below the date, and no organ's name where parties issue it${unless(unreadable)}`,
    async () => {
      const note = '纠纷编号：310116-26-0000006';
      const text = joined(await said({ ...PAPER, note, signedBy: null, copies: [] }));
      expect(text).toMatch(/^示例区信访局信告〔2026〕3号信访事项受理告知书/);
      expect(text).toContain(`2026年11月22日（${note}）`);
    },
  );

  it.skipIf(unopenable)(
    `opens in LibreOffice and loses no word or character there${unless(unopenable)}`,
    { timeout: 60_000 },
    async () => {
      const rare = { ...PAPER, copies: ['㐂·𬭎𠮷', '甲<乙>&"丙"'] };
      const { docx, digest } = await renderPaper(rare);
      const text = joined(await textOfPdf(await printedByOffice(docx)));
      for (const words of ALL.slice(0, -1)) expect(text).toContain(words);
      expect(text).toContain('抄送：㐂·𬭎𠮷，甲<乙>&"丙"。');
      expect(text).toContain(`核验码${digest.slice(0, 16).toUpperCase()}`);
    },
  );

  it('has the same bytes whenever it is rendered, and others when a word changes', async () => {
    // In this thread, whose date can be moved.
    const hashes = async (paper: Paper, day: string) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(day) });
      const { docx, pdf, digest } = await renderHere(paper).finally(() => vi.useRealTimers());
      return [sha256(docx), sha256(pdf)].map((hash) => hash.toString('hex')).concat(digest);
    };
    const first = await hashes(PAPER, '2026-11-22T02:00:00Z');
    expect(await hashes(PAPER, '2027-03-01T09:30:00Z')).toEqual(first);
    const other = await hashes({ ...PAPER, addressee: '欧阳' }, '2026-11-22T02:00:00Z');
    for (const [at, hash] of other.entries()) expect(hash).not.toBe(first[at]);
  });

  it.skipIf(unreadable)(
    `says which page of how many, and the head of a long table on each${unless(unreadable)}`,
    async () => {
      const rows = Array.from({ length: 80 }, (_, at) => [`${at + 1}`, `第${at + 1}项`, '属实']);
      const table = { kind: 'table', head: ['序号', '事实', '结论'], rows } as const;
      const pages = (await said({ ...PAPER, body: [table] })).split('\f').filter(Boolean);
      expect(pages.length).toBeGreaterThan(2);
      for (const [at, page] of pages.entries()) {
        expect(joined(page)).toContain(`第${at + 1}页共${pages.length}页`);
        if (page.includes('项')) expect(page).toContain('结论');
      }
      expect(joined(pages.join(''))).toContain('第80项');
    },
  );

  it.skipIf(unreadable)(
    `keeps rare characters, and says what its font lacks${unless(unreadable)}`,
    async () => {
      const paper = { ...PAPER, addressee: '㐂·𬭎𠮷' };
      const { pdf, missing } = await renderPaper(paper);
      expect(missing).toEqual(['𠮷']);
      expect(await textOfPdf(pdf)).toContain('㐂·𬭎〔U+20BB7〕');
      expect((await renderPaper(PAPER)).missing).toEqual([]);
    },
  );

  it.skipIf(unreadable)(
    `is a draft without a number, and says so${unless(unreadable)}`,
    async () => {
      const text = await textOfPdf(await renderDraft(PAPER));
      expect(text).toContain('草稿（未编号，不作送达用）');
      expect(text).not.toContain('〔2026〕');
      expect(text).not.toContain('核验码');
    },
  );

  it('carries drawn signatures, and refuses a picture that is none', async () => {
    const drawn = { width: 200, height: 80, channels: 3, background: '#003399' } as const;
    const png = (await sharp({ create: drawn }).png().toBuffer()).toString('base64');
    const signed = (ink: string): Paper => ({
      ...PAPER,
      body: [
        {
          kind: 'signatures',
          items: [
            {
              label: '当事人',
              name: '张三',
              on: '2026-11-22',
              ink: { png: ink, width: 1, height: 1 },
            },
          ],
        },
      ],
    });
    const { pdf, docx } = await renderPaper(signed(png));
    expect(pdf.includes('/Subtype /Image')).toBe(true);
    expect(docx.includes('word/media/ink1.png')).toBe(true);
    const broken = Buffer.from(png, 'base64').fill(0, 40, 60).toString('base64');
    await expect(renderPaper(signed(broken))).rejects.toThrow(/corrupt header/);
  });
});

describe('words of a paper', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [99, '九十九'],
    [100, '100'],
  ])('%i is counted %s', (n, word) => {
    expect(chineseNumeral(n)).toBe(word);
  });

  it('a date stands in figures without leading zeros', () => {
    expect(chineseDate('2026-01-05')).toBe('2026年1月5日');
  });

  it('no control character reaches the Word file', () => {
    expect(escaped('甲\u0000\u001b乙\n丙\uffff')).toBe('甲乙\n丙');
  });
});
