/**
 * `npm run icons`: the field app's icons from one drawing, in the sizes that home screens ask for.
 * The pictures are committed; run it after a change of the drawing.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { ROOT } from './face.ts';

const OUT = join(ROOT, 'web/field/public/icons');
const BLUE = '#0b5cad';

/** Four fields of a grid around a door: 邻里. `pad` keeps it clear of round masks. */
function drawing(pad: number): string {
  const size = 512;
  const inner = size - 2 * pad;
  const cell = (inner - 24) / 2;
  const at = (index: number) => pad + index * (cell + 24);
  const square = (x: number, y: number, colour: string) =>
    `<rect x="${at(x)}" y="${at(y)}" width="${cell}" height="${cell}" rx="28" fill="${colour}"/>`;
  const door = cell * 0.36;
  const left = at(1) + (cell - door) / 2;
  const top = at(1) + cell - door * 1.7;
  const arch = `a${door / 2} ${door / 2} 0 0 1 ${door} 0`;
  const doorway = `M${left} ${top + door * 1.7}v${-door}${arch}v${door}z`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
    <rect width="${size}" height="${size}" fill="${BLUE}"/>
    ${square(0, 0, '#ffffff')}${square(1, 0, '#b3d7ff')}
    ${square(0, 1, '#b3d7ff')}${square(1, 1, '#ffffff')}
    <path d="${doorway}" fill="${BLUE}"/>
  </svg>`;
}

const icons = [
  { name: 'icon-192.png', size: 192, pad: 72 },
  { name: 'icon-512.png', size: 512, pad: 72 },
  // A mask may cut a circle of four fifths out of the middle.
  { name: 'maskable-512.png', size: 512, pad: 124 },
  { name: 'apple-180.png', size: 180, pad: 72 },
] as const;

mkdirSync(OUT, { recursive: true });
for (const { name, size, pad } of icons) {
  const picture = sharp(Buffer.from(drawing(pad))).resize(size, size);
  await picture.png({ compressionLevel: 9, palette: true }).toFile(join(OUT, name));
}
