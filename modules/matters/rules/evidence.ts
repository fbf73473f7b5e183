/**
 * Photos that a category wants before and after the handling. One rule for the field of the form,
 * the guard and the refusal: what is asked for is what would be refused.
 */
import type { RefusalDetails } from '../../../kernel/refusal.ts';
import type { Given } from './draft.ts';
import type { ActionSpec } from './process.ts';
import type { MatterView } from './view.ts';

const fieldOfSide = { before: 'beforePhotos', after: 'afterPhotos' } as const;
type Side = keyof typeof fieldOfSide;

type Asking = {
  /** How many the category wants, and how many the matter has. */
  wanted: number;
  there: number;
  /** How many of them are still to come: without these the act would be refused. */
  lacking: number;
};

/** What is asked of a field of photos; null where the act asks for no evidence. */
export function photosAsked(
  view: Pick<MatterView, 'category' | 'state'>,
  action: Pick<ActionSpec, 'guards'> | undefined,
  field: string,
): Asking | null {
  const side = sideOf(field);
  if (side === null || !action?.guards?.includes('hasEvidence')) return null;
  if (view.category === null) return null;
  const { photos } = view.state.matter.facts;
  const wanted = view.category.evidence[side];
  return { wanted, there: photos[side], lacking: lacking(view, side) };
}

function sideOf(field: string): Side | null {
  if (field === fieldOfSide.before) return 'before';
  return field === fieldOfSide.after ? 'after' : null;
}

function lacking({ category, state }: Pick<MatterView, 'category' | 'state'>, side: Side): number {
  return Math.max(0, (category?.evidence[side] ?? 0) - state.matter.facts.photos[side]);
}

/** Which photos are missing once those are there that were given; null: none. */
export function evidenceFault(view: MatterView, given: Given): string | null {
  const isShort = (side: Side) => countOf(given[fieldOfSide[side]]) < lacking(view, side);
  if (isShort('before')) return isShort('after') ? BOTH : BEFORE;
  return isShort('after') ? AFTER : null;
}

const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

const BOTH = 'EVIDENCE_MISSING';
const BEFORE = 'EVIDENCE_BEFORE_MISSING';
const AFTER = 'EVIDENCE_AFTER_MISSING';

const sidesOfCode: Readonly<Record<string, readonly Side[]>> = {
  [BOTH]: ['before', 'after'],
  [BEFORE]: ['before'],
  [AFTER]: ['after'],
};

/** A refusal of these names the fields that it is about; of others it has nothing to add. */
export function evidenceDetails(code: string): RefusalDetails {
  const sides = sidesOfCode[code];
  if (!sides) return {};
  return { fields: sides.map((side) => ({ path: `input.${fieldOfSide[side]}`, code: 'tooFew' })) };
}
