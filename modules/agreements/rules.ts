/**
 * Pure words of agreements: what is hashed, how two versions differ, when a promise is due and what
 * may be done when it is not kept.
 */
import type { Clause, Pieces, TextBody } from './contract.ts';

/** As people write it and clerks type it: with +86, spaces, dashes. */
export function plainPhone(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '');
}

/** What is signed: the words, of this matter, in this version. */
export function textToHash(of: { matterId: string; version: number; text: TextBody }): object {
  return { matter: of.matterId, version: of.version, text: of.text };
}

/** The last day that a clause names, or null. */
export function lastDueOn(clauses: readonly Pick<Clause, 'dueOn'>[]): string | null {
  const days = clauses.flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn])).toSorted();
  return days.at(-1) ?? null;
}

export type ClauseChange = {
  id: string;
  kind: 'same' | 'gone' | 'new' | 'changed';
  pieces: Pieces;
};

type Said = { id: string; sentence: string };

/** Clause by clause: what stands now in its order, then what is gone. */
export function compareClauses(before: readonly Said[], now: readonly Said[]): ClauseChange[] {
  const gone = before
    .filter((old) => !now.some((one) => one.id === old.id))
    .map(({ id, sentence }) => ({ id, kind: 'gone' as const, pieces: whole('gone', sentence) }));
  const standing = now.map(({ id, sentence }): ClauseChange => {
    const old = before.find((one) => one.id === id);
    if (!old) return { id, kind: 'new', pieces: whole('new', sentence) };
    const isSame = old.sentence === sentence;
    const pieces = isSame ? whole('same', sentence) : piecesOf(old.sentence, sentence);
    return { id, kind: isSame ? 'same' : 'changed', pieces };
  });
  return [...standing, ...gone];
}

type Kind = Pieces[number]['kind'];
const whole = (kind: Kind, text: string): Pieces => (text === '' ? [] : [{ kind, text }]);

/** Longer changes are shown as a whole: finding their parts would take too long to be worth it. */
const COMPARED_MAX = 1200;

/** Character by character between what both begin and end with. */
export function piecesOf(before: string, now: string): Pieces {
  const a = Array.from(before);
  const b = Array.from(now);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) {
    tail += 1;
  }
  const gone = a.slice(head, a.length - tail);
  const fresh = b.slice(head, b.length - tail);
  const middle =
    gone.length > COMPARED_MAX || fresh.length > COMPARED_MAX
      ? [...whole('gone', gone.join('')), ...whole('new', fresh.join(''))]
      : woven(gone, fresh);
  return joined([
    ...whole('same', a.slice(0, head).join('')),
    ...middle,
    ...whole('same', tail === 0 ? '' : a.slice(-tail).join('')),
  ]);
}

/** By the longest common subsequence. */
function woven(a: readonly string[], b: readonly string[]): Pieces {
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      length[i * width + j] =
        a[i] === b[j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0);
    }
  }
  const pieces: { kind: Kind; text: string }[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const down = i < a.length ? (length[(i + 1) * width + j] ?? 0) : -1;
    const right = j < b.length ? (length[i * width + j + 1] ?? 0) : -1;
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i] ?? '' });
      [i, j] = [i + 1, j + 1];
    } else if (down >= right) {
      pieces.push({ kind: 'gone', text: a[i] ?? '' });
      i += 1;
    } else {
      pieces.push({ kind: 'new', text: b[j] ?? '' });
      j += 1;
    }
  }
  return pieces;
}

function joined(pieces: Pieces): Pieces {
  return pieces.reduce<{ kind: Kind; text: string }[]>((all, { kind, text }) => {
    const last = all.at(-1);
    if (last?.kind === kind) last.text += text;
    else all.push({ kind, text });
    return all;
  }, []);
}

type Words = { zh: string; en: string };

/**
 * What may be done next (人民调解法 art. 31 to 33): the committee urges, either side may sue; what a
 * court confirmed may be enforced.
 */
export function nextWords(
  state: 'waiting' | 'performed' | 'partly' | 'failed',
  { isConfirmed, mayConfirm }: { isConfirmed: boolean; mayConfirm: boolean },
): Words | null {
  if (state === 'waiting' || state === 'performed') return null;
  if (isConfirmed) {
    return {
      zh: '调解组织会督促履行。协议已经司法确认：对方拒绝履行或者未全部履行的，可以向人民法院申请强制执行（人民调解法第三十三条）。',
      en: 'The organisation urges it. The court confirmed this agreement: what is not performed may be enforced by the court (mediation law art. 33).',
    };
  }
  const sue = {
    zh: '调解组织会督促履行（第三十一条）；仍不履行的，可以就协议的履行向人民法院起诉（第三十二条）。',
    en: 'The organisation urges it (art. 31). If that does not help, its performance may be sued for (art. 32).',
  };
  if (!mayConfirm) return sue;
  return {
    zh: `${sue.zh}双方也可以在生效之日起三十日内共同申请司法确认（第三十三条）。`,
    en: `${sue.en} Both together may still ask a court to confirm it, within thirty days of its effect (art. 33).`,
  };
}
