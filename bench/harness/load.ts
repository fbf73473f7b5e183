/**
 * The process that asks: as many clients as it is told, each with one question at a time. It
 * answers how long each took. Started by `runLoad`, never by hand.
 */
import { type Answer, type Ask, openClient } from './client.ts';

/** What a client asks next, after what it was answered; null: it has nothing more to ask. */
export type Asking = (last: Answer | null) => Ask | null;
/** A scene under `bench/scenes` exports `scene`: what it was given becomes a client's questions. */
export type Scene<T> = (given: T, client: number) => Asking;

export type Order = {
  /** A file's address. */
  scene: string;
  given: unknown;
  address: string;
  /** More of the same program: clients take them in turn. */
  also?: readonly string[];
  clients: number;
  /** Ends then, or when nobody has anything to ask. */
  seconds: number;
  /** Goes on until so many were answered, however long it takes. */
  atLeast?: number;
  /** A client asks no sooner than so long after its last question: somebody who looks. */
  everyMs?: number;
};

export type Outcome = {
  /** Milliseconds of every answer, in no order. */
  times: Float64Array;
  seconds: number;
  /** How often each status was answered. */
  statuses: Record<string, number>;
  /** The first answer that was no success. */
  fault: string | null;
};

async function run(order: Order): Promise<Outcome> {
  const { scene } = (await import(order.scene)) as { scene: Scene<unknown> };
  const askings = Array.from({ length: order.clients }, (_, at) => scene(order.given, at));
  const addresses = [order.address, ...(order.also ?? [])];
  const clients = await Promise.all(
    askings.map((_, at) => openClient(addresses[at % addresses.length] ?? order.address)),
  );
  const outcome: Outcome = { times: new Float64Array(), seconds: 0, statuses: {}, fault: null };
  const times: number[] = [];
  const begun = performance.now();
  const until = begun + order.seconds * 1000;
  await Promise.all(
    askings.map(async (asking, at) => {
      let last: Answer | null = null;
      while (performance.now() < until || times.length < (order.atLeast ?? 0)) {
        const ask = asking(last);
        if (!ask) break;
        const sent = performance.now();
        last = (await clients[at]?.ask(ask)) ?? null;
        times.push(performance.now() - sent);
        if (last) note(outcome, last);
        const rest = (order.everyMs ?? 0) - (performance.now() - sent);
        if (rest > 0) await new Promise((done) => setTimeout(done, rest));
      }
    }),
  );
  outcome.seconds = (performance.now() - begun) / 1000;
  for (const client of clients) client.close();
  return { ...outcome, times: Float64Array.from(times) };
}

function note(outcome: Outcome, { status, body }: Answer): void {
  outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
  if (status >= 400) outcome.fault ??= `${status} ${body.toString('utf8').slice(0, 500)}`;
}

process.once('message', (order: Order) => {
  run(order).then(
    (outcome) => process.send?.({ outcome }, () => process.disconnect()),
    (error: unknown) =>
      process.send?.({ error: String((error as Error).stack ?? error) }, () =>
        process.disconnect(),
      ),
  );
});
