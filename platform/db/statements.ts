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
  const rest = text.slice(at, at + 64);
  if (rest.startsWith('--')) return endOf(text, '\n', at + 2);
  if (rest.startsWith('/*')) return endOf(text, '*/', at + 2);
  if (rest.startsWith("'")) return endOf(text, "'", at + 1);
  if (rest.startsWith('"')) return endOf(text, '"', at + 1);
  const dollar = /^\$[a-z_]*\$/.exec(rest)?.[0];
  return dollar === undefined ? at : endOf(text, dollar, at + dollar.length);
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

function withoutLeadingComments(statement: string): string {
  return statement.replace(/^(\s*--[^\n]*(\n|$))+/, '').trim();
}
