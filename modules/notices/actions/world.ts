/** What notices are given of the modules beside them. */
import type { Calendar } from '../../../kernel/calendar.ts';
import type { Database } from '../../../platform/db/index.ts';

export type CentreOrg = {
  id: string;
  kind: string;
  level: string;
  nameZh: string;
  nameEn: string | null;
  region: string;
  phone: string | null;
  isActive: boolean;
};

export type CentreWords = {
  outOfHours: { zh: string; en: string };
  emergencies: readonly { number: string; zh: string; en: string }[];
};

export type NoticesWorld = {
  db: Database;
  orgs: {
    all: () => readonly CentreOrg[];
    find: (id: string) => CentreOrg | undefined;
    countyOf: (id: string) => string | null;
  };
  /** What a region is called now, with those above it up to the county. */
  nameOf: (code: string, now: number) => Promise<string>;
  /** The county of a region. Refuses REGION_UNKNOWN. */
  countyOfRegion: (code: string, now: number) => Promise<string>;
  /** What holds for a county at a time. */
  rules: (county: string, at: number) => Promise<{ calendar: Calendar; words: CentreWords }>;
};
