/** Sums of a span over matters of a kind and over their log, for a kind's report. Not by person. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';

export type Span = { county: string; kind: string; from: number; to: number };
export type Sum = { code: string; count: number };

const time = (at: number) => new Date(at);
const FEW = 500;

const byOf = {
  classes: sql<string>`coalesce(own ->> 'class', '')`,
  fields: sql<string>`case when is_sealed then '' else coalesce(category, '') end`,
  channels: sql<string>`channel`,
  outcomes: sql<string>`case when is_open then 'open' else coalesce(outcome, '') end`,
  organs: sql<string>`coalesce(subject_org::text, '')`,
} as const;
type MatterGroup = keyof typeof byOf;

/** Matters received in the span, by one of their own words. Sealed ones name no organ. */
export function countReceived(tx: Tx, span: Span, by: MatterGroup): Promise<Sum[]> {
  return tx.rows(
    q
      .selectFrom('matter.matter')
      .select(byOf[by].as('code'))
      .select(sql<number>`count(*)::int`.as('count'))
      .where('county', '=', span.county)
      .where('kind', '=', span.kind)
      .where('moved_to_county', 'is', null)
      .where('received_at', '>=', time(span.from))
      .where('received_at', '<', time(span.to))
      .$if(by === 'organs', (of) => of.where('is_sealed', '=', false))
      .groupBy(sql`1`)
      .orderBy(sql`1`)
      .limit(FEW),
  );
}

export type ActSum = { action: string; choice: string; more: string; count: number };

/** Acts of these names in the span, by the choice that was made. */
export function countActs(tx: Tx, span: Span, actions: readonly string[]): Promise<ActSum[]> {
  const given = (name: string) => sql`e.public #>> array['given', ${name}]`;
  return tx.rows(sql<ActSum>`
    select e.action,
      coalesce(${given('way')}, ${given('adoption')}, ${given('kind')}, ${given('result')}, '')
        as choice,
      coalesce(${given('proposal')}, '') as more, count(*)::int as count
    from matter.matter m join matter.entry e on e.county = m.county and e.matter_id = m.id
    where m.county = ${span.county} and m.kind = ${span.kind}
      and m.received_at < ${time(span.to).toISOString()}::timestamptz
      and e.recorded_at >= ${time(span.from).toISOString()}::timestamptz
      and e.recorded_at < ${time(span.to).toISOString()}::timestamptz
      and e.action = any(${[...actions]}::text[])
    group by 1, 2, 3 order by 1, 2, 3 limit 500`);
}
