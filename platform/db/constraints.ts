/** A named constraint is how the database refuses; stores give each its refusal code. */
import { refuse } from '../../kernel/refusal.ts';

/**
 * For `.catch(…)` of a write: turns the violation of a named constraint into a refusal and throws
 * everything else again.
 */
export function refusing(codes: Record<string, string>): (error: unknown) => never {
  return (error) => {
    const { constraint } = (error ?? {}) as { constraint?: string };
    const code = constraint === undefined ? undefined : codes[constraint];
    if (code !== undefined) refuse(code);
    throw error;
  };
}
