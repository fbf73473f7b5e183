/**
 * The font of PDFs: Noto Serif SC (OFL), whole, from its package; only the characters used are
 * embedded. What it lacks is written out as its code and said, never left as an empty box.
 */
import { createRequire } from 'node:module';
import { openSync } from 'fontkit';

const { resolve } = createRequire(import.meta.url);
const fileOf = (weight: string) =>
  resolve(`@expo-google-fonts/noto-serif-sc/${weight}/NotoSerifSC_${weight}.ttf`);

export const fontFiles = { normal: fileOf('400Regular'), bold: fileOf('700Bold') };

let known: ReadonlySet<number> | undefined;

/** Read once a process: 30,000 characters. */
function characters(): ReadonlySet<number> {
  known ??= new Set(openSync(fontFiles.normal).characterSet);
  return known;
}

/** Characters that no font draws. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Variation_Selector}]/u;

/**
 * The text as the font can show it: `𠮷` becomes `〔U+20BB7〕`, and is put into `missing`. Line
 * ends stay, other control characters go.
 */
export function shown(text: string, missing: Set<string>): string {
  const has = characters();
  let all = '';
  for (const one of text.normalize('NFC')) {
    const code = one.codePointAt(0) ?? 0;
    if (one === '\n') all += one;
    else if (one === '\t') all += ' ';
    else if (UNSEEN.test(one)) continue;
    else if (has.has(code)) all += one;
    else {
      missing.add(one);
      all += `〔U+${code.toString(16).toUpperCase().padStart(4, '0')}〕`;
    }
  }
  return all;
}
