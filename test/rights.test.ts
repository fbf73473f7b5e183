/**
 * What the application role may do beside seeing: the logs that it cannot alter, the rights that it
 * holds on tables, partitions and functions, and those that nobody holds.
 */
import { describe, expect, it } from 'vitest';
import { asApp, DENIED, HERE, mayApp, refusalOf, superuserOf } from './as-app.ts';
import { OURS, tablesOf } from './catalogue.ts';
import { testDatabase } from './db.ts';
import { shapeOf } from './rows.ts';

const base = await testDatabase();
const superuser = await superuserOf(base);
const tables = await tablesOf(superuser);

describe('the logs', () => {
  const logs = ['matter.entry', 'platform.journal'];

  it.each(logs.flatMap((log) => ['UPDATE', 'DELETE', 'TRUNCATE'].map((verb) => [verb, log])))(
    'let the application role not %s %s',
    async (verb, log) => {
      const text = {
        UPDATE: `UPDATE ${log} SET actor = 'nobody' WHERE county = '${HERE}'`,
        DELETE: `DELETE FROM ${log} WHERE county = '${HERE}'`,
        TRUNCATE: `TRUNCATE ${log}`,
      }[verb];
      const refused = await asApp(base, HERE, (client) => refusalOf(client, text ?? ''));
      expect(refused).toMatchObject({ code: DENIED });
      expect(refused?.message).toContain('permission denied');
    },
  );

  it.each(logs)('give the application role no column of %s to change', async (log) => {
    const shape = await shapeOf(superuser, log);
    for (const { name } of shape.columns)
      expect(await mayApp(superuser, 'UPDATE', [log, name]), name).toBe(false);
  });

  it.each(logs)('cannot be altered by DDL: %s', async (log) => {
    for (const ddl of [
      `ALTER TABLE ${log} DISABLE ROW LEVEL SECURITY`,
      `DROP TABLE ${log}`,
      `CREATE POLICY open ON ${log} USING (true)`,
    ]) {
      const refused = await asApp(base, HERE, (client) => refusalOf(client, ddl));
      expect(refused, ddl).toMatchObject({ code: DENIED });
    }
    // A GRANT by somebody with other rights on the table is no error, only a warning.
    const gained = await asApp(base, HERE, async (client) => {
      await client.query(`GRANT UPDATE ON ${log} TO linli_app`);
      const { rows } = await client.query(
        `SELECT has_table_privilege('linli_app', $1, 'UPDATE') AS yes`,
        [log],
      );
      return rows[0].yes;
    });
    expect(gained).toBe(false);
  });
});

describe('rights', () => {
  const ask = async (text: string) => (await superuser.query(text)).rows;

  it('are none on a partition: the way is the parent, where the wall stands', async () => {
    const partitions = (await ask(
      `SELECT c.oid::regclass::text AS name FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE ${OURS} AND c.relispartition AND c.relkind IN ('r', 'p')`,
    )) as { name: string }[];
    expect(partitions.length).toBeGreaterThan(10);
    for (const { name } of partitions) {
      for (const right of ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) {
        expect(await mayApp(superuser, right, [name]), `${right} ${name}`).toBe(false);
      }
    }
    const refused = await asApp(base, HERE, (client) =>
      refusalOf(client, `SELECT county FROM ${partitions[0]?.name}`),
    );
    expect(refused).toMatchObject({ code: DENIED });
  });

  it('are none for everybody (PUBLIC), on tables, schemas and the search', async () => {
    expect(
      await ask(
        `SELECT c.oid::regclass AS name, acl.privilege_type FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) acl
         WHERE ${OURS} AND acl.grantee = 0`,
      ),
    ).toEqual([]);
    expect(
      await ask(
        `SELECT n.nspname, acl.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) acl
         WHERE ${OURS} AND acl.grantee = 0 AND acl.privilege_type <> 'USAGE'`,
      ),
    ).toEqual([]);
    expect(
      await ask(
        `SELECT p.oid::regprocedure AS name FROM pg_proc p
         JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE ${OURS} AND has_function_privilege('public', p.oid, 'EXECUTE')`,
      ),
    ).toEqual([]);
  });

  it('of the application role hold nothing beyond rows', async () => {
    expect(
      await ask(
        `SELECT c.oid::regclass AS name, acl.privilege_type FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) acl
         WHERE ${OURS} AND acl.grantee = 'linli_app'::regrole
           AND (acl.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN')
             OR acl.is_grantable)`,
      ),
    ).toEqual([]);
    expect(
      await ask(
        `SELECT nspname FROM pg_namespace n
         WHERE ${OURS} AND has_schema_privilege('linli_app', oid, 'CREATE')`,
      ),
    ).toEqual([]);
  });

  it('of the application role do not come from owning anything or from another role', async () => {
    for (const [catalogue, owner] of [
      ['pg_class', 'relowner'],
      ['pg_namespace', 'nspowner'],
      ['pg_proc', 'proowner'],
    ]) {
      const owned = await ask(`SELECT 1 FROM ${catalogue} WHERE ${owner} = 'linli_app'::regrole`);
      expect(owned, catalogue).toEqual([]);
    }
    expect(await ask(`SELECT 1 FROM pg_auth_members WHERE member = 'linli_app'::regrole`)).toEqual(
      [],
    );
  });

  it('to delete are given where the design lets a row go, and to nobody else', async () => {
    const deletable: string[] = [];
    for (const { name } of tables)
      if (await mayApp(superuser, 'DELETE', [name])) deletable.push(name);
    expect(deletable).toEqual([
      // Dates move with their matter to another county; addresses of calendars are withdrawn.
      'agenda.event',
      'agenda.feed',
      'agenda.seat',
      // What was drafted goes when the drafting is over; all of it moves and goes with the matter.
      'agreement.amendment',
      'agreement.code',
      'agreement.delivery',
      'agreement.promise',
      'agreement.side',
      'agreement.signature',
      'agreement.version',
      'identity.attempt',
      'identity.post_region',
      'identity.session',
      // Links of parties and deliveries to them move to another county with their matter.
      'invitation.link',
      'matter.attachment',
      'matter.counter_delta',
      'matter.data_key',
      'matter.draft',
      'matter.idempotency',
      // Days that no map asks for any more, and where all are packed anew.
      'matter.map_day',
      'matter.map_progress',
      'matter.party',
      'matter.presence',
      'matter.search',
      // What another version counted otherwise is counted again from the log.
      'matter.tally',
      'matter.upload',
      'messaging.webhook',
      // Papers move to another county with their matter, and are erased with it.
      'paper.delivery',
      'paper.paper',
      'petition.listed',
      // Who came is forgotten by deleting the key; a draft's hosts are named anew.
      'reception.data_key',
      'reception.host',
      'resident.attempt',
      'resident.code',
      'resident.my_matter',
      'resident.session',
      // What is said in a room goes when its session ends; the rest moves and goes with the matter.
      'room.confirmation',
      'room.fact',
      'room.participant',
      'room.recording',
      'room.remark',
      'room.session',
      'room.share',
      'room.signal',
      // Grievances about a mediator move to another county with their matter.
      'roster.grievance',
    ]);
  });

  it('to read the words of the search are of its function alone', async () => {
    const definers = await ask(
      `SELECT p.oid::regproc::text AS name, pg_get_userbyid(p.proowner) AS owner,
         p.proconfig::text LIKE '%search_path=pg_catalog, pg_temp%' AS fixed
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE ${OURS} AND p.prosecdef ORDER BY 1`,
    );
    expect(definers).toEqual([
      { name: 'matter.search_ids', owner: 'linli_search', fixed: true },
      // Takes, reads and answers nothing: it tidies an index, which its owner alone may.
      { name: 'matter.settle_words', owner: 'linli_owner', fixed: true },
    ]);
    expect(await mayApp(superuser, 'SELECT', ['matter.search', 'words'])).toBe(false);
  });
});
