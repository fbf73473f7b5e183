import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../platform/crypto/index.ts';
import { httpModule } from '../../../platform/http/index.ts';
import { testDatabase } from '../../../test/db.ts';
import { httpOf } from '../../../test/http.ts';
import { logWriter, type Written } from '../../../test/log.ts';
import { identityWorld } from '../../../test/people.ts';
import { checkpointApi } from '../contract/checkpoints.ts';
import { checkpointSchedules } from '../jobs/checkpoint.ts';
import { checkpointHandlers } from '../routes/checkpoints.ts';
import { leafBytes } from '../rules/checkpoint.ts';
import { holdsProof } from '../rules/merkle.ts';
import { listCheckpoints, listLeaves } from '../store/checkpoints.ts';
import { checkpointFile, makeCheckpoint, proveMatter, readExported } from './checkpoint.ts';
import { verifyLog } from './verify.ts';

const { db } = await testDatabase();
const exportDir = mkdtempSync(join(tmpdir(), 'linli-checkpoints-'));
afterAll(() => rmSync(exportDir, { recursive: true, force: true }));

const ZONE = 'Asia/Shanghai';
const writer = logWriter(db, ZONE);
let now = Date.parse('2026-11-20T02:00:00Z');
const world = { db, now: () => now, exportDir };

let counties = 500_000;
let county = '';
beforeEach(() => {
  counties += 1;
  county = String(counties);
});

/** The newest sealed entry of each matter. */
async function sealedSeqs(): Promise<Map<string, number>> {
  return db.scoped({ counties: [county] }, async (tx) => {
    const seqs = new Map<string, number>();
    for (const { seq } of await listCheckpoints(tx, { county, after: 0, limit: 1000 })) {
      for (const leaf of await listLeaves(tx, county, seq)) seqs.set(leaf.matterId, leaf.seq);
    }
    return seqs;
  });
}

const seqsOf = (matters: readonly Written[]) =>
  new Map(matters.map((matter) => [matter.id, matter.seq]));

async function registerMany(count: number): Promise<Written[]> {
  const matters: Written[] = [];
  while (matters.length < count) matters.push(await writer.register(county));
  return matters;
}

/** A promise and the hand that fulfils it. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: () => resolve() };
}

describe('a checkpoint', () => {
  it('seals what changed since the last, and nothing twice', async () => {
    const [first, second, third] = (await registerMany(3)) as [Written, Written, Written];
    const one = await makeCheckpoint(world, county);
    expect(one.made).toMatchObject([{ seq: 1, leaves: 3, matters: 3 }]);
    expect((await makeCheckpoint(world, county)).made).toEqual([]);
    await writer.act(second);
    const [fourth] = await registerMany(1);
    const two = await makeCheckpoint(world, county);
    expect(two.made).toMatchObject([
      { seq: 2, leaves: 2, matters: 4, prevRoot: one.made[0]?.root },
    ]);
    expect(await sealedSeqs()).toEqual(seqsOf([first, second, third, fourth as Written]));
  });

  it('seals an act that carries an earlier time than the last checkpoint', async () => {
    const [matter] = (await registerMany(1)) as [Written];
    now += 86_400_000;
    await makeCheckpoint(world, county);
    // The writer's times are all of the day before.
    await writer.act(matter);
    now -= 2 * 86_400_000;
    const { made } = await makeCheckpoint(world, county);
    expect(made).toMatchObject([{ seq: 2, leaves: 1 }]);
    const times = await db.scoped({ counties: [county] }, (tx) =>
      listCheckpoints(tx, { county, after: 0, limit: 10 }),
    );
    expect(times[1]?.at).toBe(times[0]?.at);
  });

  it('leaves an act that has not committed to the next one', async () => {
    const [slow, quick] = (await registerMany(2)) as [Written, Written];
    await makeCheckpoint(world, county);
    const [begun, mayEnd] = [gate(), gate()];
    const acting = writer.act(slow, async () => {
      begun.open();
      await mayEnd.promise;
    });
    await begun.promise;
    await writer.act(quick);
    expect((await makeCheckpoint(world, county)).made).toMatchObject([{ seq: 2, leaves: 1 }]);
    mayEnd.open();
    await acting;
    expect((await makeCheckpoint(world, county)).made).toMatchObject([{ seq: 3, leaves: 1 }]);
    expect(await sealedSeqs()).toEqual(seqsOf([slow, quick]));
  });

  it('loses none of the acts that commit while checkpoints run in two processes', async () => {
    const matters = await registerMany(8);
    let isActing = true;
    const actors = matters.map(async (matter) => {
      for (let act = 0; act < 20; act += 1) await writer.act(matter);
    });
    const sealers = [1, 2].map(async () => {
      while (isActing) await makeCheckpoint(world, county);
    });
    await Promise.all(actors);
    isActing = false;
    await Promise.all(sealers);
    await makeCheckpoint(world, county);
    expect(await sealedSeqs()).toEqual(seqsOf(matters));
    const exportFile = checkpointFile(exportDir, county);
    const report = await verifyLog(db, county, { zone: ZONE, exportFile });
    expect(report).toMatchObject({ faults: [], unsealed: 0, unexported: 0 });
    expect(report.checked.checkpoints).toBeGreaterThan(1);
  });

  it('of the tail looks at what was done since, the next of all at the rest', async () => {
    const [late, quick] = (await registerMany(2)) as [Written, Written];
    // Before the first one there is nothing to go by: it looks at all.
    const first = await makeCheckpoint(world, county, { since: Date.now() + 60_000 });
    expect(first.made).toMatchObject([{ seq: 1, leaves: 2 }]);
    await writer.act(late);
    expect((await makeCheckpoint(world, county, { since: Date.now() + 60_000 })).made).toEqual([]);
    const acted = Date.now();
    await expect.poll(() => Date.now()).toBeGreaterThan(acted + 1);
    const since = Date.now();
    await writer.act(quick);
    expect((await makeCheckpoint(world, county, { since })).made).toMatchObject([{ leaves: 1 }]);
    expect((await makeCheckpoint(world, county)).made).toMatchObject([{ seq: 3, leaves: 1 }]);
    expect(await sealedSeqs()).toEqual(seqsOf([late, quick]));
  });

  it('of two at once is made by one', async () => {
    const matters = await registerMany(20);
    const results = await Promise.all([1, 2, 3, 4].map(() => makeCheckpoint(world, county)));
    expect(results.flatMap((result) => result.made)).toMatchObject([{ seq: 1, leaves: 20 }]);
    expect(await sealedSeqs()).toEqual(seqsOf(matters));
  });
});

describe('the exported file', () => {
  it('has a line for each checkpoint; a lost or torn one comes again', async () => {
    const path = checkpointFile(exportDir, county);
    const [matter] = (await registerMany(1)) as [Written];
    for (let round = 0; round < 3; round += 1) {
      expect((await makeCheckpoint(world, county)).exported).toBe(1);
      await writer.act(matter);
    }
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual([1, 2, 3]);
    writeFileSync(path, `${lines[0]}\n`);
    appendFileSync(path, (lines[1] as string).slice(0, 40));
    expect(await makeCheckpoint(world, county)).toMatchObject({ made: [{ seq: 4 }], exported: 3 });
    const exported = await readExported(path);
    expect(exported.unreadable).toBe(1);
    expect(exported.lines.map((line) => line.seq)).toEqual([1, 2, 3, 4]);
  });

  it('is never looked for at a path that a county key makes', () => {
    expect(() => checkpointFile(exportDir, '../x')).toThrow('not a county key');
  });
});

describe('the proof of a matter', () => {
  it('leads from its head to the sealed tree, and from no other head', async () => {
    const matters = await registerMany(7);
    await makeCheckpoint(world, county);
    for (const matter of matters) {
      const proof = await db.scoped({ counties: [county] }, (tx) =>
        proveMatter(tx, county, matter.id),
      );
      if (!proof) throw new Error('the matter was sealed');
      const { leaf, steps, checkpoint } = proof;
      expect(leaf).toMatchObject({ matterId: matter.id, seq: matter.seq, head: matter.head });
      expect(holdsProof(sha256, leafBytes(leaf), steps, checkpoint.tree)).toBe(true);
      const other = leafBytes({ ...leaf, head: sha256(leaf.head) });
      expect(holdsProof(sha256, other, steps, checkpoint.tree)).toBe(false);
    }
  });

  it('is not there before a checkpoint is', async () => {
    const [matter] = (await registerMany(1)) as [Written];
    const proof = await db.scoped({ counties: [county] }, (tx) =>
      proveMatter(tx, county, matter.id),
    );
    expect(proof).toBeUndefined();
  });
});

describe('GET /api/checkpoints', () => {
  it('gives roots and counts to anybody, page by page', async () => {
    const people = await identityWorld(db);
    const module = httpModule('matters', checkpointApi, checkpointHandlers({ db }), {});
    const { http } = await httpOf(people, [module]);
    const [matter] = (await registerMany(1)) as [Written];
    for (let round = 0; round < 3; round += 1) {
      await makeCheckpoint(world, county);
      await writer.act(matter);
    }
    const page = await http(`GET /api/checkpoints?county=${county}&limit=2`);
    expect(page).toMatchObject({ status: 200, body: { next: 2 } });
    const rest = await http(`GET /api/checkpoints?county=${county}&after=2`);
    expect(rest.body).toMatchObject({ items: [{ county, seq: 3, matters: 1 }], next: null });
    const kept = [...(page.body.items as object[]), ...(rest.body.items as object[])];
    expect(kept).toEqual((await readExported(checkpointFile(exportDir, county))).lines);
    expect(JSON.stringify(kept)).not.toContain(matter.id);
    expect((await http(`GET /api/checkpoints?county=${county}&limit=0`)).status).toBe(400);
    expect((await http(`GET /api/checkpoints?county=..`)).status).toBe(400);
    expect((await http('GET /api/checkpoints?county=999999')).body).toEqual({
      items: [],
      next: null,
    });
  });
});

describe('the schedule', () => {
  it('seals each county, and one that fails does not keep the others from it', async () => {
    const other = `${county}1`;
    await registerMany(1);
    await writer.register(other);
    const counties = async () => [county, 'no county', other];
    for (const { run } of checkpointSchedules({ ...world, counties })) {
      await expect(run(new AbortController().signal)).rejects.toThrow('not a county key');
    }
    for (const one of [county, other]) {
      const file = await readExported(checkpointFile(exportDir, one));
      expect(file.lines).toMatchObject([{ county: one, seq: 1, leaves: 1 }]);
    }
  });
});
