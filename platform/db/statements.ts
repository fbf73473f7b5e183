/** Cuts a migration into its statements: Citus and our ledger want one statement at a time. */

/**
 * Splits SQL at the semicolons that end a statement: not those in quotes, dollar quotes or
 * comments. Answers trimmed statements without their semicolon.
 */
export function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const skipped = skipQuoted(text, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    if (text[at] === ';') {
      statements.push(text.slice(from, at));
      from = at + 1;
    }
    at += 1;
  }
  statements.push(text.slice(from));
  return statements.map(withoutLeadingComments).filter((statement) => statement !== '');
}

function skipQuoted(text: string, at: number): number {
  const rest = text.slice(at, at + 66);
  if (rest.startsWith('--')) return endOf(text, '\n', at + 2);
  if (rest.startsWith('/*')) return endOfComment(text, at);
  if (rest.startsWith("'")) return isEscaped(text, at) ? endOfEscaped(text, at) : quote(text, at);
  if (rest.startsWith('"')) return quote(text, at);
  // A dollar within a name (a$b$) quotes nothing; a tag has at most 63 characters.
  const tag = /\w/.test(text[at - 1] ?? '') ? null : /^\$(?:[A-Za-z_]\w*)?\$/.exec(rest);
  return tag ? endOf(text, tag[0], at + tag[0].length) : at;
}

/** A doubled quote ends one text and begins the next at once: nothing is cut between them. */
function quote(text: string, at: number): number {
  return endOf(text, text[at] ?? '', at + 1);
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** E'…': a backslash takes the sign after it along. */
function isEscaped(text: string, at: number): boolean {
  return /[Ee]/.test(text[at - 1] ?? '') && !/\w/.test(text[at - 2] ?? '');
}

function endOfEscaped(text: string, at: number): number {
  const found = /^(?:[^'\\]|\\[^]|'')*'/.exec(text.slice(at + 1));
  return found ? at + 1 + found[0].length : text.length;
}

/** Comments in slashes nest in PostgreSQL, other than in SQL's own text. */
function endOfComment(text: string, at: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}

function withoutLeadingComments(statement: string): string {
  const rest = statement.trimStart();
  const end = rest.startsWith('--') || rest.startsWith('/*') ? skipQuoted(rest, 0) : 0;
  return end > 0 ? withoutLeadingComments(rest.slice(end)) : rest.trimEnd();
}
