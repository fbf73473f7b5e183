/** What a clerk writes down: the report itself and who told it. Pure. */
import {
  bodyOf,
  type Draft,
  gapsOf,
  newDraft,
  type Question,
  type ReportBody,
} from '../../report/draft.ts';

export const channels = ['counter', 'hotline', 'visit', 'letter', 'patrol'] as const;
export type Channel = (typeof channels)[number];

export type Entry = {
  report: Draft;
  channel: Channel;
  isUrgent: boolean;
  reporter: { name: string; phone: string; idNumber: string; address: string };
  /** As the field has it; empty: now. */
  receivedAt: string;
  files: readonly EntryFile[];
};

/** A file that the server has; `id` is null while it is on its way. */
export type EntryFile = { uid: string; name: string; id: string | null };

export function newEntry(key: string, channel: Channel): Entry {
  return {
    report: newDraft('register', key, 0),
    channel,
    isUrgent: false,
    reporter: { name: '', phone: '', idNumber: '', address: '' },
    receivedAt: '',
    files: [],
  };
}

export type EntryFault =
  | { id: 'register-place'; why: 'place' }
  | { id: 'register-words'; why: 'words' }
  | { id: 'register-phone'; why: 'phone' }
  | { id: string; why: 'answer'; name: string };

export function faultsOfEntry(
  entry: Entry,
  questions: Readonly<Record<string, Question>>,
): EntryFault[] {
  const gaps = gapsOf(entry.report, questions).map((gap): EntryFault => {
    if (gap.step === 'place') return { id: 'register-place', why: 'place' };
    if (gap.step === 'words') return { id: 'register-words', why: 'words' };
    return { id: gap.id, why: 'answer', name: gap.id };
  });
  const { phone } = entry.reporter;
  const isPhone = phone.trim() === '' || /^\+?[\d-]{5,20}$/.test(phone.trim());
  return isPhone ? gaps : [...gaps, { id: 'register-phone', why: 'phone' }];
}

/** What is sent. Nobody's name goes along with who wants to stay unnamed. */
export function bodyOfEntry(
  entry: Entry,
  questions: Readonly<Record<string, Question>>,
  receivedAt: string | null,
): ReportBody {
  const ids = entry.files.flatMap(({ id }) => (id === null ? [] : [id]));
  const given = Object.entries(entry.reporter)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '');
  const hasReporter = given.length > 0 && !entry.report.isAnonymous;
  return {
    ...bodyOf(entry.report, questions, ids),
    channel: entry.channel,
    ...(entry.isUrgent && { urgency: 'urgent' as const }),
    ...(hasReporter && { reporter: Object.fromEntries(given) }),
    ...(receivedAt && { occurredAt: receivedAt }),
  };
}

export function isBegun({ report, reporter, files }: Entry): boolean {
  const isSomebody = Object.values(reporter).some((value) => value !== '');
  return report.text !== '' || report.place !== null || isSomebody || files.length > 0;
}
