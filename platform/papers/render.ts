/** An official document as a Word file and as a PDF, byte for byte the same each time. */
import sharp from 'sharp';
import { type Paper, type PaperBlock, type PaperSignature, paperText } from '../../kernel/paper.ts';
import { sha256 } from '../crypto/index.ts';
import { docxOf } from './docx.ts';
import { pdfOf } from './pdf.ts';

export type RenderedPaper = {
  docx: Buffer;
  pdf: Buffer;
  /** SHA-256 of what the paper says, in hex; its beginning stands in the footer. */
  digest: string;
  /** Characters that the PDF's font lacks, there written as their codes; Word shows them. */
  missing: string[];
};

export async function renderPaper(paper: Paper): Promise<RenderedPaper> {
  const digest = sha256(paperText(paper)).toString('hex');
  const mark = markOf(paper, digest);
  const drawn = await withSoundInk(paper);
  const pdf = await pdfOf(drawn, mark);
  return { docx: await docxOf(drawn, mark), pdf: pdf.bytes, missing: pdf.missing, digest };
}

/** A draft in the look of the paper to be: nothing is kept of it. */
export async function renderDraft(paper: Paper): Promise<Buffer> {
  return (await pdfOf(await withSoundInk({ ...paper, number: null }), '')).bytes;
}

/** `核验码 3F2A 9C41 77D0 1B2E`. */
function markOf(paper: Paper, digest: string): string {
  if (paper.number === null) return '';
  return `核验码 ${digest.slice(0, 16).toUpperCase().match(/.{4}/g)?.join(' ')}`;
}

/**
 * Drawn signatures encoded anew. A picture that is none is refused here, by an error that can be
 * caught: inside the PDF it would end the process.
 */
async function withSoundInk(paper: Paper): Promise<Paper> {
  return { ...paper, body: await Promise.all(paper.body.map(soundBlock)) };
}

async function soundBlock(block: PaperBlock): Promise<PaperBlock> {
  if (block.kind !== 'signatures') return block;
  return { ...block, items: await Promise.all(block.items.map(soundSignature)) };
}

async function soundSignature(signature: PaperSignature): Promise<PaperSignature> {
  if (signature.ink === null) return signature;
  const picture = sharp(Buffer.from(signature.ink.png, 'base64'), { limitInputPixels: 4_000_000 });
  const { data, info } = await picture.flatten({ background: '#ffffff' }).png().toBuffer({
    resolveWithObject: true,
  });
  const ink = { png: data.toString('base64'), width: info.width, height: info.height };
  return { ...signature, ink };
}
