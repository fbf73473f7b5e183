/**
 * A streaming replica that lists and figures may be read from. It is asked only while it is known
 * to follow closely: it must have replayed where the primary stood a moment ago.
 */
import pg from 'pg';

/** What it shows is never older than this (and the time between two looks). */
const CLOSE_MS = 1_000;
const LOOK_EVERY_MS = 250;
/** How long one's own writes are read from the primary alone: longer than a replica may lag. */
export const OWN_WRITES_MS = 2_000;
const CATCH_UP_EVERY_MS = 20;

export type Replica = {
  pool: pg.Pool;
  isClose: () => boolean;
  /** It failed: not asked again before a look has found it close. */
  doubt: () => void;
  /** Resolves when what stands in the primary now stands here too; at once while unasked. */
  caughtUp: () => Promise<void>;
  close: () => Promise<void>;
};

/** Where the primary stood, and when (milliseconds of the monotonic clock). */
type Mark = { position: bigint; at: number };

/** `primary` is asked where it stands; both by the application's role. */
export function followReplica(options: pg.PoolConfig, primary: pg.Pool): Replica {
  const pool = new pg.Pool(options);
  // An idle connection that the server ended is replaced at its next use; it must not end us.
  pool.on('error', () => undefined);
  const state = { closeAt: Number.NEGATIVE_INFINITY, marks: [] as Mark[], isOver: false };
  const look = async (): Promise<void> => {
    const at = performance.now();
    const [position, replayed] = await Promise.all([standsAt(primary), replayedTo(pool)]);
    state.marks = [...state.marks.filter((mark) => mark.at > at - CLOSE_MS * 2), { position, at }];
    const reached = state.marks.findLast((mark) => mark.position <= replayed);
    if (reached) state.closeAt = Math.max(state.closeAt, reached.at);
  };
  const looking = repeat(look, state);
  const isClose = () => performance.now() - state.closeAt <= CLOSE_MS;
  return {
    pool,
    isClose,
    doubt: () => {
      Object.assign(state, { closeAt: Number.NEGATIVE_INFINITY, marks: [] });
    },
    caughtUp: async () => {
      if (!isClose()) return;
      const wanted = await standsAt(primary);
      while (isClose() && (await replayedTo(pool)) < wanted) await pause(CATCH_UP_EVERY_MS);
    },
    close: async () => {
      state.isOver = true;
      await looking;
      await pool.end();
    },
  };
}

async function repeat(look: () => Promise<void>, state: { isOver: boolean }): Promise<void> {
  while (!state.isOver) {
    // Whoever does not answer is not close: the last good look grows old.
    await look().catch(() => undefined);
    await pause(LOOK_EVERY_MS);
  }
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });

async function standsAt(primary: pg.Pool): Promise<bigint> {
  const { rows } = await primary.query<{ at: string }>('SELECT pg_current_wal_flush_lsn() AS at');
  return positionOf(rows[0]?.at);
}

/** A replica that was promoted is none any more: it follows nobody, whatever it has replayed. */
async function replayedTo(pool: pg.Pool): Promise<bigint> {
  const { rows } = await pool.query<{ at: string | null }>(
    'SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END AS at',
  );
  return positionOf(rows[0]?.at ?? undefined);
}

/** `16/B374D848`: two halves in hexadecimal. Nothing known counts as the beginning. */
function positionOf(text: string | undefined): bigint {
  const [high = '0', low = '0'] = (text ?? '0/0').split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}
