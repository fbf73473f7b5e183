/**
 * The persons of one matter, opened with a purpose and logged; who has opened them; and their
 * erasure. There is no way to ask for a person across matters.
 */
import { refuse } from '../../../kernel/refusal.ts';
import { unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal, listJournal } from '../../../platform/journal/journal.ts';
import { mask } from '../rules/mask.ts';
import { maskName, maskPhone } from '../rules/mask-display.ts';
import { namedOrg } from '../rules/names.ts';
import type { PaperWords, SaidBy } from '../rules/paper.ts';
import { isSubject } from '../rules/standing.ts';
import type { Matter } from '../rules/state.ts';
import { forgetDrafts } from '../store/drafts.ts';
import { type Entry, listEntries } from '../store/log.ts';
import { erasePersons, findDataKey, openParties, type Party } from '../store/parties.ts';
import { unindexMatter } from '../store/search.ts';
import { eraseAttachments } from './attachments.ts';
import { getInSight, withMatter } from './load.ts';
import { entryContext } from './save.ts';
import type { MattersWorld } from './world.ts';

/** Opens names, numbers, addresses and the original text of one matter. Each opening is logged. */
export async function openPersons(
  world: MattersWorld,
  ctx: RequestContext,
  input: { number: string; purpose: string; reason: string },
) {
  return withMatter(world, ctx, input.number, async (tx, key) => {
    const loaded = await getInSight(world, tx, ctx, key, 'none');
    if (isSubject(loaded.view, ctx.actor)) refuse('SUBJECT_OF_COMPLAINT');
    return openLogged(world, tx, ctx, { matter: loaded.state.matter, ...input });
  });
}

export type Opened = Pick<PaperWords, 'text' | 'said' | 'saidAll'> & {
  persons: Party[];
  placeText: string;
};

/** Within an act that has judged already who asks. Refuses PERSONS_ERASED. */
export async function openLogged(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  { matter, purpose, reason }: { matter: Matter; purpose: string; reason: string },
): Promise<Opened> {
  const { county, id, body, number, facts } = matter;
  const at = { county, matterId: id };
  const dataKey = await findDataKey(tx, world.keyring, at);
  if (!dataKey) return refuse('PERSONS_ERASED');
  const persons = await openParties(tx, at, dataKey);
  const entries = await listEntries(tx, { ...at, limit: ENTRIES_MAX });
  const hiddenOf = (entry: Entry | undefined) =>
    entry?.sealed
      ? (JSON.parse(
          unseal(dataKey.key, entry.sealed, entryContext(id, entry.id)).toString('utf8'),
        ) as Record<string, string>)
      : {};
  journal(tx, ctx, { verb: 'person.open', ...at, purpose, detail: { number, reason } });
  return {
    persons,
    text: hiddenOf(entries[0]).text || body,
    placeText: hiddenOf(entries[0]).address || facts.placeText,
    ...sayingsOf(entries, hiddenOf),
  };
}

/** A matter with more of them has a history that no document is written from. */
const ENTRIES_MAX = 2000;

function sayingsOf(
  entries: readonly Entry[],
  hiddenOf: (entry: Entry) => Record<string, string>,
): Pick<PaperWords, 'said' | 'saidAll'> {
  const saidAll = (action: string): SaidBy[] =>
    entries
      .filter((entry) => entry.action === action)
      .map((entry) => ({
        given: { ...entry.public.given, ...hiddenOf(entry) },
        org: entry.org,
        at: entry.occurredAt,
      }));
  return { saidAll, said: (action) => saidAll(action).at(-1) ?? null };
}

/** The same for a draft: masked, so that nobody was opened. */
export async function openMasked(
  world: MattersWorld,
  tx: Tx,
  { county, id, body, facts }: Matter,
): Promise<Opened> {
  const at = { county, matterId: id };
  const dataKey = await findDataKey(tx, world.keyring, at);
  const persons = dataKey ? await openParties(tx, at, dataKey) : [];
  const masked = persons.map((one) => ({
    ...one,
    name: maskName(one.name),
    phone: maskPhone(one.phone),
    idNumber: '',
    address: '',
  }));
  const entries = await listEntries(tx, { ...at, limit: ENTRIES_MAX });
  return {
    persons: masked,
    text: body,
    placeText: facts.placeText,
    ...sayingsOf(entries, () => ({})),
  };
}

/**
 * Who opened this matter's persons, and what for: for the reporters themselves (auditors have the
 * whole journal).
 */
export async function listOpenings(world: MattersWorld, ctx: RequestContext, number: string) {
  return withMatter(world, ctx, number, async (tx, key) => {
    const loaded = await getInSight(world, tx, ctx, key, 'none');
    if (loaded.view.relation === null) refuse('FORBIDDEN');
    const { county, id } = loaded.state.matter;
    const lines = await listJournal(tx, { county, matterId: id, limit: 100 });
    return {
      items: lines.map((line) => ({
        at: line.at.toISOString(),
        verb: line.verb,
        org: line.org === null ? null : namedOrg(world.orgs, line.org),
        role: line.post === null ? null : world.roleOfPost(line.post),
        purpose: line.purpose,
        reason: reasonOf(line.detail),
      })),
    };
  });
}

/** Why, in the words of whoever opened them: without the names that they may hold. */
function reasonOf(detail: unknown): string | null {
  const { reason } = (detail ?? {}) as { reason?: unknown };
  return typeof reason === 'string' ? mask(reason).masked : null;
}

/** How often the persons of a matter were opened: colleagues see that it leaves a trace. */
export async function countOpenings(
  tx: Tx,
  at: { county: string; matterId: string },
): Promise<number> {
  const lines = await listJournal(tx, { ...at, limit: OPENINGS_COUNTED });
  return lines.filter((line) => line.verb === 'person.open').length;
}

const OPENINGS_COUNTED = 100;

/** Erases the persons of a closed matter: the key, the sealed rows, the index, files, messages. */
export async function eraseMatterPersons(
  world: MattersWorld,
  ctx: RequestContext,
  input: { number: string; reason: string },
) {
  return withMatter(world, ctx, input.number, async (tx, key) => {
    const loaded = await getInSight(world, tx, ctx, key, 'forUpdate');
    if (isSubject(loaded.view, ctx.actor)) refuse('SUBJECT_OF_COMPLAINT');
    if (loaded.state.matter.isOpen) refuse('ERASE_WHILE_OPEN');
    const { county, id } = loaded.state.matter;
    const at = { county, matterId: id };
    if (!(await findDataKey(tx, world.keyring, at))) refuse('PERSONS_ERASED');
    await eraseAll(world, tx, ctx, at);
    journal(tx, ctx, {
      verb: 'person.erase',
      ...at,
      detail: { number: input.number, reason: input.reason },
    });
    return { number: input.number };
  });
}

async function eraseAll(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  at: { county: string; matterId: string },
): Promise<void> {
  erasePersons(tx, at);
  forgetDrafts(tx, at);
  unindexMatter(tx, at.county, at.matterId);
  await eraseAttachments(tx, { ...at, now: ctx.now });
  await world.beside?.erased(tx, at);
  await world.eraseMessages(tx, at.county, at.matterId);
}
