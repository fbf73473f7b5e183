/**
 * Names for statements that come again and again: a named one is parsed and planned once for each
 * connection, where that was half of what a small write cost the database. Lists are left out: a
 * plan made for everybody's parameters may be a bad one for a list's.
 */

/** Texts are few; what builds ever new ones must not fill the memory of the connections. */
const NAMED_MAX = 800;
const SEEN_MAX = 2000;
/** A statement that is sent once in a while is not worth a name. */
const NAMED_FROM = 3;

const WRITE = /^(?:insert|update|delete) /;
/** The columns of a star change under a running program; the plan of a name would then fail. */
const STAR = /(?:select|returning) (?:"?\w+"?\.)?\*/;

/** Answers a statement's name, or undefined while it has none. */
export function statementNames(): (text: string, isByKey: boolean) => string | undefined {
  const names = new Map<string, string>();
  const seen = new Map<string, number>();
  return (text, isByKey) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= NAMED_MAX || !(isByKey || WRITE.test(text)) || STAR.test(text)) {
      return undefined;
    }
    const times = (seen.get(text) ?? 0) + 1;
    if (times < NAMED_FROM) {
      if (seen.size >= SEEN_MAX) seen.clear();
      seen.set(text, times);
      return undefined;
    }
    seen.delete(text);
    const name = `linli_${names.size + 1}`;
    names.set(text, name);
    return name;
  };
}
