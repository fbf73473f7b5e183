/** Notices as rows. Nothing changes one: it is withdrawn, and another is published. */
import { q, type Tx } from '../../platform/db/index.ts';

export type Notice = {
  county: string;
  id: string;
  town: string | null;
  title: { zh: string; en: string | null };
  text: { zh: string; en: string | null };
  fromAt: number;
  toAt: number;
  org: string;
  publishedBy: string;
  publishedAt: number;
  withdrawnAt: number | null;
};

const columns = [
  'county',
  'id',
  'town',
  'title_zh',
  'title_en',
  'text_zh',
  'text_en',
  'from_at',
  'to_at',
  'org',
  'published_by',
  'published_at',
  'withdrawn_at',
] as const;

const iso = (at: number) => new Date(at).toISOString();

export async function insertNotice(tx: Tx, notice: Notice): Promise<void> {
  await tx.run(
    q.insertInto('notice.notice').values({
      county: notice.county,
      id: notice.id,
      town: notice.town,
      title_zh: notice.title.zh,
      title_en: notice.title.en,
      text_zh: notice.text.zh,
      text_en: notice.text.en,
      from_at: iso(notice.fromAt),
      to_at: iso(notice.toAt),
      org: notice.org,
      published_by: notice.publishedBy,
      published_at: iso(notice.publishedAt),
    }),
  );
}

export type Slice = { county: string; limit: number };

/** What holds now, the newest first; of one town: its own and the whole county's. */
export async function listCurrent(
  tx: Tx,
  of: Slice & { now: number; town?: string; after?: { fromAt: string; id: string } },
): Promise<Notice[]> {
  const { after, town } = of;
  const rows = await tx.rows(
    q
      .selectFrom('notice.notice')
      .select(columns)
      .where('county', '=', of.county)
      .where('withdrawn_at', 'is', null)
      .where('to_at', '>', new Date(of.now))
      .where('from_at', '<=', new Date(of.now))
      .$if(town !== undefined, (one) =>
        one.where((e) => e.or([e('town', 'is', null), e('town', '=', town ?? '')])),
      )
      .$if(after !== undefined, (one) =>
        one.where((e) =>
          e(
            e.refTuple('from_at', 'id'),
            '<',
            e.tuple(new Date(after?.fromAt ?? 0), after?.id ?? ''),
          ),
        ),
      )
      .orderBy('from_at', 'desc')
      .orderBy('id', 'desc')
      .limit(of.limit),
  );
  return rows.map(toNotice);
}

/** All of a county, as they were published, the newest first. */
export async function listAll(tx: Tx, of: Slice & { after?: string }): Promise<Notice[]> {
  const { after } = of;
  const rows = await tx.rows(
    q
      .selectFrom('notice.notice')
      .select(columns)
      .where('county', '=', of.county)
      .$if(after !== undefined, (one) => one.where('id', '<', after ?? ''))
      .orderBy('id', 'desc')
      .limit(of.limit),
  );
  return rows.map(toNotice);
}

export async function lockNotice(tx: Tx, county: string, id: string): Promise<Notice | null> {
  const [row] = await tx.rows(
    q
      .selectFrom('notice.notice')
      .select(columns)
      .where('county', '=', county)
      .where('id', '=', id)
      .forUpdate(),
  );
  return row ? toNotice(row) : null;
}

export async function markWithdrawn(
  tx: Tx,
  { county, id }: Notice,
  by: { actor: string; at: number },
): Promise<void> {
  await tx.run(
    q
      .updateTable('notice.notice')
      .set({ withdrawn_by: by.actor, withdrawn_at: iso(by.at) })
      .where('county', '=', county)
      .where('id', '=', id),
  );
}

type Row = {
  county: string;
  id: string;
  town: string | null;
  title_zh: string;
  title_en: string | null;
  text_zh: string;
  text_en: string | null;
  from_at: Date;
  to_at: Date;
  org: string;
  published_by: string;
  published_at: Date;
  withdrawn_at: Date | null;
};

function toNotice(row: Row): Notice {
  return {
    county: row.county,
    id: row.id,
    town: row.town,
    title: { zh: row.title_zh, en: row.title_en },
    text: { zh: row.text_zh, en: row.text_en },
    fromAt: row.from_at.getTime(),
    toAt: row.to_at.getTime(),
    org: row.org,
    publishedBy: row.published_by,
    publishedAt: row.published_at.getTime(),
    withdrawnAt: row.withdrawn_at?.getTime() ?? null,
  };
}
