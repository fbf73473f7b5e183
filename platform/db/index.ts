/** The face of the database to the rest of the house. */
export { json, q, sql } from './build.ts';
export { refusing } from './constraints.ts';
export { type Database, openDatabase, type Reader, type Scope, type Tx } from './database.ts';
export { gathered } from './gathering.ts';
export { dateOrNull, msOrNull } from './instants.ts';
export { insertInto, updateTable } from './written.ts';
export type { YearHold } from './years.ts';
export { listYearsAway, yearOf } from './years-away.ts';
