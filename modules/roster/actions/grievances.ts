/**
 * Grievances about a mediator. They go to whom the committee named when they were filed, with a
 * time to be answered; the words are sealed under the matter's key, and the mediator sees nothing.
 */

import type { z } from 'zod';
import { refuse } from '../../../kernel/refusal.ts';
import { dueAt } from '../../../kernel/working-time.ts';
import { seal, unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { Grievance, grievanceGrounds, grievanceResults, OwnGrievance } from '../contract.ts';
import { mayReadGrievance } from '../rules.ts';
import {
  type GrievanceRow,
  insertGrievance,
  listCommitteeRows,
  listGrievancesFor,
  listMediatorRows,
  lockGrievance,
  type MediatorRow,
  setAnswer,
} from '../store.ts';
import { assertCounty, committeeOf } from './committees.ts';
import { keysOf, readingAs } from './seats.ts';
import type { PartySeat, RosterWorld } from './world.ts';

type Own = z.input<typeof OwnGrievance>;

const contextOf = ({ id }: { id: string }, use: 'text' | 'answer') => `grievance/${id}/${use}`;

type Filed = {
  number: string;
  guest?: PartySeat | undefined;
  mediator: string;
  ground: (typeof grievanceGrounds)[number];
  text: string;
};

/** Refuses NOT_FOUND for whoever is no party, ROSTER_MEDIATOR_UNKNOWN, PERSONS_ERASED. */
export async function fileGrievance(
  world: RosterWorld,
  ctx: RequestContext,
  { mediator, ground, text, ...of }: Filed,
): Promise<Own> {
  const { number } = of;
  return readingAs(world, ctx, of, async (tx, view, seated) => {
    // By their link first: then the account and the link both find it again.
    const [filedBy] = [...keysOf(ctx, seated)].toReversed();
    if (seated.seat === null || filedBy === undefined) return refuse('NOT_FOUND');
    const { county, id: matterId } = view.state.matter;
    const found = await committeeOf(world, tx, ctx.now, view);
    if (!found?.mediators.some(({ id }) => id === mediator)) refuse('ROSTER_MEDIATOR_UNKNOWN');
    const key = await world.matters.openMatterKey(tx, { county, matterId });
    if (!key) return refuse('PERSONS_ERASED');
    const { calendar } = await world.rules(county, ctx.now);
    const id = ctx.newId();
    const row: GrievanceRow = {
      county,
      id,
      matterId,
      number,
      committeeId: found.row.id,
      mediatorId: mediator,
      org: found.row.grievancesOrg,
      ground,
      filedBy,
      sealed: seal(key, text, contextOf({ id }, 'text')),
      answer: null,
      result: null,
      filedAt: new Date(ctx.now),
      dueAt: new Date(
        dueAt({
          start: ctx.now,
          amount: found.row.grievanceDays,
          unit: 'workingDays',
          calendar,
          counting: { startDay: 'excluded', dueMoment: 'endOfDay', lastDayOnHoliday: 'asIs' },
        }).dueAt,
      ),
      answeredAt: null,
    };
    await insertGrievance(tx, row);
    journal(tx, ctx, { verb: 'grievance.file', county, matterId, detail: { number } });
    return presentOwn(world, row, key);
  });
}

export function presentOwn(world: RosterWorld, row: GrievanceRow, key: Buffer | null): Own {
  return {
    id: row.id,
    ground: row.ground,
    to: world.orgs.named(row.org),
    filedAt: row.filedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    result: row.result,
    answer: open(row, key, 'answer'),
  };
}

function open(row: GrievanceRow, key: Buffer | null, use: 'text' | 'answer'): string | null {
  const sealed = use === 'text' ? row.sealed : row.answer;
  if (!key || !sealed) return null;
  return unseal(key, sealed, contextOf(row, use)).toString('utf8');
}

function readerOf({ actor }: RequestContext) {
  if (actor.kind !== 'staff') return refuse('NOT_FOUND');
  return { post: actor.post, org: actor.org };
}

/** What one's organisation answers; nothing of what complains about oneself. */
export async function listGrievances(
  world: RosterWorld,
  ctx: RequestContext,
  { county }: { county: string },
): Promise<{ items: Grievance[] }> {
  const reader = readerOf(ctx);
  assertCounty(ctx.actor, county);
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const rows = await listGrievancesFor(tx, { county, org: reader.org });
    const mediators = await mediatorsOf(tx, county, rows);
    const items: Grievance[] = [];
    for (const row of rows) {
      const mediator = mediators.get(row.mediatorId);
      if (!mayReadGrievance(reader, { org: row.org, mediatorPost: mediator?.post ?? null }))
        continue;
      items.push(await presentGrievance(world, tx, ctx, row, mediator));
    }
    journal(tx, ctx, { verb: 'grievance.list', county, detail: { count: items.length } });
    return { items };
  });
}

async function mediatorsOf(tx: Tx, county: string, rows: readonly GrievanceRow[]) {
  const committees = [...new Set(rows.map(({ committeeId }) => committeeId))];
  const all = await listMediatorRows(tx, county, committees);
  return new Map(all.map((one) => [one.id, one]));
}

async function presentGrievance(
  world: RosterWorld,
  tx: Tx,
  { now }: RequestContext,
  row: GrievanceRow,
  mediator: MediatorRow | undefined,
): Promise<Grievance> {
  const { county, matterId } = row;
  const key = await world.matters.openMatterKey(tx, { county, matterId });
  const committees = await listCommitteeRows(tx, county);
  const committee = committees.find(({ id }) => id === row.committeeId);
  return {
    county,
    id: row.id,
    number: row.number,
    mediator: mediator?.name ?? '',
    committee: world.orgs.named(committee?.org ?? ''),
    ground: row.ground,
    text: open(row, key, 'text'),
    answer: open(row, key, 'answer'),
    result: row.result,
    filedAt: row.filedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    isOverdue: row.result === null && row.dueAt.getTime() < now,
  };
}

type Answer = {
  county: string;
  id: string;
  result: (typeof grievanceResults)[number];
  text: string;
};

/** Refuses NOT_FOUND also to the mediator, ROSTER_GRIEVANCE_ANSWERED, PERSONS_ERASED. */
export async function answerGrievance(
  world: RosterWorld,
  ctx: RequestContext,
  { county, id, result, text }: Answer,
): Promise<Grievance> {
  const reader = readerOf(ctx);
  assertCounty(ctx.actor, county);
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const row = (await lockGrievance(tx, county, id)) ?? refuse('NOT_FOUND');
    const mediator = (await mediatorsOf(tx, county, [row])).get(row.mediatorId);
    const about = { org: row.org, mediatorPost: mediator?.post ?? null };
    if (!mayReadGrievance(reader, about)) refuse('NOT_FOUND');
    if (row.result !== null) refuse('ROSTER_GRIEVANCE_ANSWERED');
    const { matterId } = row;
    const key = await world.matters.openMatterKey(tx, { county, matterId });
    if (!key) return refuse('PERSONS_ERASED');
    const answer = seal(key, text, contextOf(row, 'answer'));
    const answered = { ...row, answer, result, answeredAt: new Date(ctx.now) };
    await setAnswer(tx, row, answered);
    journal(tx, ctx, { verb: 'grievance.answer', county, matterId, detail: { result } });
    return presentGrievance(world, tx, ctx, answered, mediator);
  });
}
