/**
 * Every endpoint leaves the trace that it names: its entries in the log of the matter and those
 * alone, or one line in the access log. In one file, for they share one house and its people.
 */
import { describe, expect, it } from 'vitest';
import { endpointTables } from '../../endpoints.ts';
import { q } from '../../platform/db/index.ts';
import { withClient } from '../server.ts';
import { proveLogs } from '../teller.ts';
import { identityCalls } from './of-identity.ts';
import { invitationCalls } from './of-invitations.ts';
import { logCalls } from './of-log.ts';
import { mediationCalls } from './of-mediation.ts';
import { placesCalls } from './of-places.ts';
import { receptionCalls } from './of-reception.ts';
import { roomsCalls } from './of-rooms.ts';
import { workCalls } from './of-work.ts';
import { asAdministrator, type Calls, folk, http, story } from './stage.ts';

const endpoints = story.house.http.flatMap((module) =>
  Object.entries(module.api).map(
    ([name, endpoint]) => [`${module.name}.${name}`, endpoint] as const,
  ),
);

async function linesOf(verb: string): Promise<number> {
  return withClient(story.base.superUrl, async (client) => {
    const counted = 'SELECT count(*)::int AS n FROM platform.journal WHERE verb = $1';
    return Number((await client.query(counted, [verb])).rows[0].n);
  });
}

/** In order: the clock comes last. */
const calls: Calls = {
  ...identityCalls,
  ...workCalls,
  ...placesCalls,
  ...mediationCalls,
  ...roomsCalls,
  ...receptionCalls,
  ...invitationCalls,
  'journal.listJournal': () => http('GET /api/journal', { as: folk.auditor }),
  'clock.moveClock': () => asAdministrator('PUT /api/clock', { at: '2026-12-01T00:00:00Z' }),
};

/**
 * Need another server, and a newer program: their lines are asserted in oidc.test.ts and
 * offers.test.ts of modules/identity/actions.
 */
const elsewhere = ['identity.finishOidc', 'identity.decideRoleOffers'];

describe('an endpoint that names a log verb', () => {
  const verbs = new Map<string, string>(endpoints.map(([name, { journal }]) => [name, journal]));
  const logged = endpoints.filter(([, { journal }]) => journal !== 'none' && journal !== 'log');

  it('has a call here', () => {
    const names = logged.map(([name]) => name).filter((name) => !elsewhere.includes(name));
    expect(Object.keys(calls).sort()).toEqual(names.sort());
  });

  it.each(Object.entries(calls))('writes one line: %s', async (name, call) => {
    const verb = verbs.get(name) ?? '';
    // A call may first make what it then ends.
    const before = await linesOf(verb);
    const { status, body } = await call();
    expect(status, JSON.stringify(body)).toBeLessThan(400);
    expect((await linesOf(verb)) - before).toBe(1);
  });
});

function entries() {
  return story.base.db.scoped({ counties: ['310116'] }, (tx) =>
    tx.rows(q.selectFrom('matter.entry').select(['id', 'action'])),
  );
}

// After the access log's: calls here let time pass, and the sessions there would be over.
describe('an endpoint whose trace is the log of the matter', () => {
  it('has a call here', () => {
    const names = endpointTables.flatMap(({ name: module, api }) =>
      Object.entries(api)
        .filter(([, { journal }]) => journal === 'log')
        .map(([name]) => `${module}.${name}`),
    );
    expect(Object.keys(logCalls).sort()).toEqual(names.sort());
  });

  it.each(Object.entries(logCalls))('appends its entries: %s', async (_name, [actions, ready]) => {
    const call = await ready();
    const before = new Set((await entries()).map(({ id }) => id));
    const { status, body } = await call();
    expect(status, JSON.stringify(body)).toBeLessThan(400);
    const added = (await entries()).filter(({ id }) => !before.has(id));
    expect(added.map(({ action }) => action)).toEqual(actions);
  });
});

proveLogs(story);
