/** A QR code as one path, drawn by the page itself: sharp on paper at any size. */
import { create } from 'qrcode';

export type QrPath = { size: number; path: string };

/** Light squares around the code, as readers ask for. */
const QUIET = 4;

/** A quarter of it may be dirty or torn: it hangs outside. */
export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: 'Q' });
  const { size } = modules;
  let path = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!modules.get(y, x)) continue;
      const from = x;
      while (x + 1 < size && modules.get(y, x + 1)) x += 1;
      path += `M${from + QUIET} ${y + QUIET}h${x - from + 1}v1h${from - x - 1}z`;
    }
  }
  return { size: size + 2 * QUIET, path };
}

/** What a sheet's code opens: the report form with the place filled in. */
export function reportAddress(base: string, code: string): string {
  return `${base.replace(/\/+$/, '')}/report?place=${encodeURIComponent(code)}`;
}
