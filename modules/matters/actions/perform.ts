/**
 * One act on one matter, inside a transaction that has it locked: decide, attach, save. The same
 * for people, machines and the program itself.
 */

import { must, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { decide } from '../rules/decide.ts';
import { type Aid, type Draft, type Given, wordOf } from '../rules/draft.ts';
import { knownValues, type MatterKeyring } from '../rules/party.ts';
import type { ActionSpec } from '../rules/process.ts';
import { suggestRoute } from '../rules/suggestion.ts';
import type { MatterView } from '../rules/view.ts';
import { spokenWords } from '../store/entries.ts';
import type { Entry } from '../store/log.ts';
import {
  findDataKey,
  insertParty,
  listParties,
  PARTIES_MAX,
  type Party,
  unsealParties,
} from '../store/parties.ts';
import { attachFiles } from './attachments.ts';
import type { ActContext, InSight } from './load.ts';
import { saveDeed } from './save.ts';
import { indexWords, wordsBefore } from './search-index.ts';
import { maskGiven } from './words.ts';
import type { MattersWorld } from './world.ts';

export type Act = {
  action: string;
  given: Given;
  occurredAt?: number;
  aid?: Aid;
  /** What the entry keeps sealed beside the masked words. */
  hidden?: Record<string, string>;
};
export type Done = { draft: Draft; entry: Entry };

/** Takes the action on the loaded and locked matter, or refuses with the reason why not. */
export async function perform(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  loaded: InSight,
  act: Act,
): Promise<Done> {
  const { view } = loaded;
  const { matter } = loaded.state;
  const spec = view.definition.actions[act.action];
  const at = { county: matter.county, matterId: matter.id };
  const listeners = world.listeners(tx, at.county);
  const [dataKey, rows] = await Promise.all([
    findDataKey(tx, world.keyring, at),
    listParties(tx, at),
    listeners,
  ]);
  const parties = dataKey && unsealParties(rows, at, dataKey);
  const known = parties && hasWords(spec) ? knownValues(parties) : [];
  const { given, hidden } = maskGiven(spec?.fields ?? {}, act.given, known);
  const draft = decide(world.names, view, ctx.actor, {
    action: act.action,
    given,
    aid: { ...act.aid, route: routeFor(view, ctx.now, spec, given) },
    now: ctx.now,
    newId: ctx.newId,
  });
  const spoken = spokenWords(act.action, given);
  const replies = await wordsBefore(tx, loaded.state, draft.state, spoken);
  await attachGiven(world, tx, ctx, { ...at, dataKey, given });
  const entry = await saveDeed(world, tx, ctx, {
    action: act.action,
    draft,
    given,
    hidden: { ...hidden, ...act.hidden },
    occurredAt: act.occurredAt ?? draft.now,
    dataKey,
    before: loaded,
    reporters: parties && rows.length < PARTIES_MAX ? reachable(parties) : undefined,
    listeners,
  });
  keepParties(tx, ctx, { ...at, dataKey, fields: spec?.fields ?? {}, given: act.given });
  indexWords(tx, draft.state, replies && [...replies, ...spoken]);
  return { draft, entry };
}

type NewParties = {
  county: string;
  matterId: string;
  dataKey: MatterKeyring | null;
  fields: NonNullable<ActionSpec['fields']>;
  given: Given;
};

/** Names that become parties of the matter; without its key there is nobody any more to name. */
function keepParties(tx: Tx, ctx: ActContext, { fields, given, dataKey, ...at }: NewParties) {
  const names = Object.keys(fields)
    .filter((field) => fields[field]?.party === true)
    .map((field) => wordOf(given, field).trim())
    .filter((name) => name !== '');
  for (const name of names) {
    if (dataKey === null) refuse('PERSONS_ERASED');
    const data = { role: 'party', name, phone: '', idNumber: '', address: '' } as const;
    insertParty(tx, { ...at, id: ctx.newId(), data, at: ctx.now, dataKey });
  }
}

function hasWords(spec: ActionSpec | undefined): boolean {
  return Object.values(spec?.fields ?? {}).some((field) => field.type === 'text');
}

const reachable = (parties: readonly Party[]) =>
  parties.filter((one) => one.role === 'reporter' && one.phone !== '');

const ROUTED: ReadonlySet<string> = new Set(['triage', 'applyRoute']);

function routeFor(view: MatterView, now: number, spec: ActionSpec | undefined, given: Given) {
  if (!spec?.effects?.some((effect) => ROUTED.has(effect))) return undefined;
  const category = (given.category as string | undefined) ?? view.state.matter.category;
  return routeOf(view, category, now);
}

/** Where the rules send a matter of this category at this time. */
export function routeOf(view: MatterView, category: string | null, now: number) {
  const { region, grid, subjectOrg } = view.state.matter;
  return suggestRoute(view.rules, view.orgs, { category, region, grid, subjectOrg }, now);
}

const PHOTOS = { beforePhotos: 'before', afterPhotos: 'after' } as const;

async function attachGiven(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  to: { county: string; matterId: string; dataKey: MatterKeyring | null; given: Given },
): Promise<void> {
  for (const [field, purpose] of Object.entries(PHOTOS)) {
    const ids = to.given[field];
    if (!Array.isArray(ids) || ids.length === 0) continue;
    must(to.dataKey, 'files need the matter key');
    await attachFiles(tx, ctx, world.keyring, {
      county: to.county,
      matterId: to.matterId,
      dataKey: to.dataKey.key,
      ids: ids as string[],
      purpose,
    });
  }
}
