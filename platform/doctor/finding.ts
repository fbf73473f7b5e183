/** What a check found. One line each: how it stands, what was looked at, and what to do. */
import { Refusal } from '../../kernel/refusal.ts';
import { explainFailure } from '../explain.ts';

export type Said = { zh: string; en: string };

export type Finding = {
  state: 'ok' | 'warn' | 'fail';
  what: Said;
  /** Numbers, names, places: the same in both languages. */
  detail: string;
  todo?: Said;
};

/** Finds one thing or several. What it throws counts as a failure of the check. */
export type Check = { what: Said; run: () => Promise<Finding[]> | Finding[] };

const marks = { ok: '正常 ok  ', warn: '注意 warn', fail: '有误 FAIL' } as const;

/** `有误 FAIL 数据库 database: … → 怎么办 / what to do`. */
export function findingLine({ state, what, detail, todo }: Finding): string {
  const advice = todo ? ` → ${todo.zh} / ${todo.en}` : '';
  return `${marks[state]} ${what.zh} ${what.en}: ${detail}${advice}`;
}

/** All checks in order; one that throws does not keep the others from theirs. */
export async function runChecks(
  checks: readonly Check[],
  tell: (finding: Finding) => void,
): Promise<boolean> {
  let isWell = true;
  for (const { what, run } of checks) {
    for (const finding of await findingsOf(what, run)) {
      tell(finding);
      isWell &&= finding.state !== 'fail';
    }
  }
  return isWell;
}

async function findingsOf(what: Said, run: Check['run']): Promise<Finding[]> {
  try {
    return [await run()].flat();
  } catch (error) {
    return [{ state: 'fail', what, detail: detailOf(error) }];
  }
}

/** A refusal says what to do by itself; of a bug the first line is enough here. */
function detailOf(error: unknown): string {
  if (error instanceof Refusal) return explainFailure(error).replaceAll('\n', ' / ');
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
