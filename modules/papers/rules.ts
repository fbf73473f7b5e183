/** Pure words of papers: their number, and who reads which. */
import type { MadePaper } from './contract.ts';

/** `示例局答复〔2026〕3号`: organ, kind of paper, year, serial. */
export function numberText(at: { organ: string; mark: string; year: number; serial: number }) {
  return `${at.organ}${at.mark}〔${at.year}〕${at.serial}号`;
}

type Reads = Pick<MadePaper, 'reader'> & { deliveries: readonly unknown[] };

/** Who reported reads what was delivered and written for them; other parties what is for all. */
export function mayResidentRead(
  { reader, deliveries }: Reads,
  relation: 'reporter' | 'party',
): boolean {
  if (deliveries.length === 0 || reader === 'organ') return false;
  return relation === 'reporter' || reader === 'parties';
}

/** Where the two files of a paper lie: two levels of folders from the random end of its id. */
export function fileKeyOf(id: string, format: 'pdf' | 'docx'): string {
  return `papers/${id.slice(-2)}/${id.slice(-4, -2)}/${id}-${format}`;
}

/** A recipient as lists show it: the first character, and that there is more. */
export function maskRecipient(name: string): string {
  const [first = '', ...rest] = name.trim();
  return first + '*'.repeat(Math.min(rest.length, 2));
}
