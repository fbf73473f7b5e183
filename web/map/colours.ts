/** Colours of maps, light and dark: a map is drawn outside of the pages' style sheets. */
import type { Tone } from './props.ts';

export type Palette = {
  ground: string;
  region: string;
  border: string;
  fineBorder: string;
  grid: string;
  text: string;
  halo: string;
  tones: Record<Tone, string>;
  onTone: string;
  ring: string;
  /** From few to many. */
  heat: readonly [string, string, string, string, string];
};

const light: Palette = {
  ground: '#eef2f5',
  region: '#ffffff',
  border: '#5d6b79',
  fineBorder: '#b3bec9',
  grid: '#8fa7bd',
  text: '#2a3540',
  halo: '#ffffff',
  tones: {
    brand: '#0b5cad',
    plain: '#5d6b79',
    good: '#14693a',
    warn: '#b35f00',
    bad: '#b3261e',
  },
  onTone: '#ffffff',
  ring: '#ffffff',
  heat: ['#fef0d9', '#fdcc8a', '#fc8d59', '#e34a33', '#b30000'],
};

const dark: Palette = {
  ground: '#0d1218',
  region: '#161e27',
  border: '#71808f',
  fineBorder: '#33404d',
  grid: '#3d5266',
  text: '#d7e0e8',
  halo: '#0d1218',
  tones: {
    brand: '#5aa5f0',
    plain: '#93a1ae',
    good: '#4fbf85',
    warn: '#f0a848',
    bad: '#ff7a70',
  },
  onTone: '#08131f',
  ring: '#0d1218',
  heat: ['#2b3a4d', '#5a5068', '#a0596b', '#e0705c', '#ffc46b'],
};

export const paletteOf = (isDark: boolean): Palette => (isDark ? dark : light);

/** From how many open matters in a place on the next colour begins. */
export const HEAT_STEPS = [1, 3, 6, 12, 25] as const;
