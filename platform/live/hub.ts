/**
 * Who listens in this process: their sinks, how many an account may have, and the one loop that
 * works while anybody is there. What is told to whom is the module's that opens it.
 */
import type { EventShapes, EventSink, EventStream } from '../../kernel/endpoint.ts';

/** Tabs of one person; a browser opens six connections to a host at most. */
const PER_ACCOUNT_MAX = 8;
const ALL_MAX = 3000;
/** After a failure the loop waits longer: what it missed it reads then. */
const AFTER_FAULT_MS = 5_000;

export type Hub<Listener> = {
  /** Whether one more of the account may listen. */
  hasRoom: (account: string) => boolean;
  /** A stream whose reader is `listener` for as long as it stays. */
  stream: <S extends EventShapes>(
    account: string,
    listenerOf: (sink: EventSink<S>) => Listener,
  ) => EventStream<S>;
  readonly listeners: ReadonlySet<Listener>;
  /** Nothing more is told to it; its stream is ended by whoever lets it go. */
  leave: (listener: Listener) => void;
  /** Works now, or once more after the work at hand. */
  wake: () => void;
  /** No further round; waits for the one at hand. Before the database is closed. */
  close: () => Promise<void>;
};

export type HubOptions = {
  /** One round for all listeners. */
  work: () => Promise<void>;
  everyMs: number;
  onFault: (error: unknown) => void;
};

export function openHub<Listener>(options: HubOptions): Hub<Listener> {
  const accounts = new Map<Listener, string>();
  const perAccount = new Map<string, number>();
  const loop = makeLoop(options, () => accounts.size > 0);
  const count = (account: string, by: number) => {
    const left = (perAccount.get(account) ?? 0) + by;
    if (left > 0) perAccount.set(account, left);
    else perAccount.delete(account);
  };
  const leave = (listener: Listener) => {
    const account = accounts.get(listener);
    if (account !== undefined) count(account, -1);
    accounts.delete(listener);
  };
  return {
    get listeners() {
      return new Set(accounts.keys());
    },
    leave,
    wake: loop.wake,
    close: loop.close,
    hasRoom: (account) =>
      accounts.size < ALL_MAX && (perAccount.get(account) ?? 0) < PER_ACCOUNT_MAX,
    stream: (account, listenerOf) => (sink) => {
      const listener = listenerOf(sink);
      accounts.set(listener, account);
      count(account, 1);
      loop.wake();
      return () => leave(listener);
    },
  };
}

/** Rounds one after the other while they are wanted; a wake amid one asks for another. */
function makeLoop({ work, everyMs, onFault }: HubOptions, isWanted: () => boolean) {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let isAsked = false;
  let isClosed = false;
  const begin = () => {
    isAsked = false;
    working = round();
  };
  const round = async () => {
    let pause = everyMs;
    await work().catch((error: unknown) => {
      pause = Math.max(AFTER_FAULT_MS, everyMs);
      onFault(error);
    });
    working = undefined;
    if (isClosed) return;
    if (isAsked) begin();
    else if (isWanted()) timer = setTimeout(begin, pause).unref();
  };
  return {
    wake: () => {
      isAsked = true;
      if (working || isClosed) return;
      clearTimeout(timer);
      begin();
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await working;
    },
  };
}
