/**
 * The shape of a mapping file: which column of somebody else's file says what. Strict, so that a
 * misspelt key is a fault of the map and not a column that silently is not read.
 */
import { z } from 'zod';

const Column = z.string().min(1).max(200);
/** One column, or several of which the first that is not empty counts. */
const Columns = z.union([Column, z.array(Column).min(1).max(10)]);
const Name = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a camelCase name');
/** What the file's own words mean; a word that is not listed is a fault of the row. */
const Values = z.record(z.string(), z.string());

export const timeFormats = ['iso', 'slash', 'epochSeconds', 'epochMs'] as const;

export const ImportMap = z.strictObject({
  /** With the row's id the key by which a row is taken in once and never again. */
  source: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/),
  /** Why and what, for people; not read. */
  note: z.union([z.string(), z.array(z.string())]).optional(),
  encoding: z.enum(['utf-8', 'gb18030']).default('utf-8'),
  id: Column,
  /** `zone` is the wall clock of times that carry no offset of their own. */
  time: z.strictObject({
    column: Column,
    zone: z.string(),
    format: z.enum(timeFormats).default('iso'),
  }),
  title: Columns.optional(),
  text: Columns,
  /**
   * `code` and `name` look the value up among the county's categories, after `values`; `keywords`
   * guesses by the categories' keywords. `otherwise` stands in for what is not found; null: none.
   */
  category: z
    .strictObject({
      column: Column.optional(),
      by: z.enum(['code', 'name', 'keywords']),
      values: Values.optional(),
      otherwise: z.string().nullable().optional(),
    })
    .optional(),
  place: z.strictObject({
    point: z
      .strictObject({ lon: Column, lat: Column, crs: z.string().default('wgs84') })
      .optional(),
    region: z.strictObject({ column: Column, values: Values.optional() }).optional(),
    /** Region code for rows without a place of their own. */
    otherwise: z
      .string()
      .regex(/^\d{6,15}$/)
      .optional(),
    /** Places are invented: villages of the county, by the id. Only with --demo-places. */
    spread: z.boolean().default(false),
  }),
  urgency: z.strictObject({ column: Column, values: Values }).optional(),
  address: Column.optional(),
  reporter: z
    .strictObject({
      name: Column.optional(),
      phone: Column.optional(),
      idNumber: Column.optional(),
      address: Column.optional(),
    })
    .optional(),
  /** What happened afterwards, replayed at its own times when asked for; in order. */
  acts: z
    .array(
      z.strictObject({
        action: Name,
        at: Column,
        when: z.strictObject({ column: Column, is: z.array(z.string()).min(1) }).optional(),
        given: z.record(
          Name,
          z.union([
            z.strictObject({ column: Column, otherwise: z.string().optional() }),
            z.strictObject({ is: z.unknown() }),
          ]),
        ),
        /** Roles in the organisation that has the matter; absent: the import itself. */
        by: z.array(Name).min(1).optional(),
      }),
    )
    .max(10)
    .default([]),
  /** The file's own due time: compared with ours in the report, never taken over. */
  target: z
    .strictObject({ column: Column, clock: Name, withinSeconds: z.number().min(0).default(60) })
    .optional(),
});
export type ImportMap = z.infer<typeof ImportMap>;
