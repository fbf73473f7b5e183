/** What a proxy writes on the page: what of it is missing, and as the server wants it. Pure. */
import type { Filing } from '../../contract.ts';

export const helperSorts = ['resident', 'gridWorker', 'staff'] as const;

/** As it is written; the village, where one is chosen, instead of the town. */
export type Written = {
  petitioner: string;
  phone: string;
  category: string;
  text: string;
  town: string;
  village: string;
  helper: (typeof helperSorts)[number];
  name: string;
  mayMessage: boolean;
  mayReview: boolean;
  reportOn: string;
};

export const nothingWritten: Written = {
  petitioner: '',
  phone: '',
  category: '',
  text: '',
  town: '',
  village: '',
  helper: 'resident',
  name: '',
  mayMessage: true,
  mayReview: false,
  reportOn: '',
};

export type Missing = 'name' | 'phone' | 'category' | 'text' | 'region' | 'own' | 'day';

const TEXT_MIN = 4;

/** In the order of the page; `today` is the civil day of the centre. */
export function missingIn(written: Written, today: string): Missing[] {
  const faults: [Missing, boolean][] = [
    ['name', written.petitioner.trim() === ''],
    ['phone', !/^1[3-9]\d{9}$/.test(written.phone)],
    ['category', written.category === ''],
    ['text', written.text.trim().length < TEXT_MIN],
    ['region', written.town === ''],
    ['own', written.name.trim() === ''],
    ['day', written.reportOn <= today],
  ];
  return faults.filter(([, isMissing]) => isMissing).map(([what]) => what);
}

export function filingOf(written: Written): Filing {
  const { helper, mayMessage, mayReview, reportOn, category } = written;
  return {
    petitioner: { name: written.petitioner.trim(), phone: written.phone },
    text: written.text.trim(),
    category,
    region: written.village || written.town,
    helper,
    name: written.name.trim(),
    mayMessage,
    mayReview,
    reportOn,
  };
}
