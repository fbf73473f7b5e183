/** A clause of an agreement as one sentence: who, by when, what, and what if not. */
import { chineseDate } from '../../../kernel/paper.ts';
import type { ClauseWords } from './kept.ts';

const whoWords = { applicant: '申请人', respondent: '被申请人', both: '双方' } as const;

/** As it stands on paper and is read aloud; ends of sentences that were typed stand once. */
export function clauseText({ who, what, when, dueOn, ifNot }: ClauseWords): string {
  const by = [trimmed(when), dueOn && `于${chineseDate(dueOn)}前`].filter(Boolean).join('，');
  const promise = `${whoWords[who]}${by ? `${by}，` : '应当'}${trimmed(what)}。`;
  return ifNot.trim() === '' ? promise : `${promise}未按约履行的，${trimmed(ifNot)}。`;
}

function trimmed(words: string): string {
  return words.trim().replace(/[。.；;，,]+$/u, '');
}
