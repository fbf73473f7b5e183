import { expect, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { MIGRATIONS, withClient } from '../../test/server.ts';
import { openDatabase } from './database.ts';
import { readMigrations } from './migrate.ts';
import { databaseChecks } from './ready.ts';

const { db, ownerUrl, appUrl } = await testDatabase();
const migrations = readMigrations(MIGRATIONS);

it('is well on a database that is as the program knows it', async () => {
  expect(await databaseChecks(db, migrations)).toEqual({ database: true, migrations: true });
});

it('misses a migration that does not stand yet', async () => {
  const newer = [...migrations, { name: '29990101T0000_later' }];
  expect(await databaseChecks(db, newer)).toEqual({ database: true, migrations: false });
});

it('stops serving once a newer program made a breaking change, not for a harmless one', async () => {
  const add = (name: string, breaking: boolean) =>
    withClient(ownerUrl, (client) =>
      client.query('INSERT INTO platform.migration VALUES ($1, $2, $3, now())', [
        name,
        '',
        breaking,
      ]),
    );
  await add('29990101T0000_harmless', false);
  expect(await databaseChecks(db, migrations)).toEqual({ database: true, migrations: true });
  await add('29990101T0001_breaking', true);
  expect(await databaseChecks(db, migrations)).toEqual({ database: true, migrations: false });
});

it('says it, and throws nothing, when the database does not answer', async () => {
  const url = new URL(appUrl);
  url.port = '1';
  const away = openDatabase({ url: url.href });
  expect(await databaseChecks(away, migrations)).toEqual({ database: false, migrations: false });
  await away.close();
});
