/**
 * Forms begun and not sent. They lie in this tab until sent or dropped, and sealed on the server,
 * so that they survive a reload, a lost network and another device; colleagues see only that
 * somebody has begun.
 */
import { useEffect, useRef } from 'react';
import { api } from '../../../../../web/api.ts';
import { useSession } from '../../../../../web/session.ts';
import type { Values } from './form-rules.ts';

/** A tab without storage (private mode) just does not keep. */
function keep(key: string, values: Values | null): void {
  try {
    if (values === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(values));
  } catch {
    // A full or forbidden storage costs the reload, not the form.
  }
}

function kept(key: string): Values | null {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as Values);
  } catch {
    return null;
  }
}

export type DraftKeeper = {
  find: (action: string) => Promise<Values | null>;
  save: (action: string, values: Values) => void;
  drop: (action: string) => void;
};

const SAVE_AFTER_MS = 1500;

/** The drafts of the person who is signed in, on one matter. */
export function useDrafts(number: string): DraftKeeper {
  const { account = '', post = '' } = useSession();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // One after the other: a draft on its way must not arrive after it was dropped.
  const sent = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => () => clearTimeout(timer.current), []);
  const keyOf = (action: string) => `linli.act.${account}.${post}.${number}.${action}`;
  return {
    find: async (action) => kept(keyOf(action)) ?? (await fromServer(number, action)),
    save: (action, values) => {
      keep(keyOf(action), values);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        sent.current = sent.current.then(() => toServer(number, action, values));
      }, SAVE_AFTER_MS);
    },
    drop: (action) => {
      clearTimeout(timer.current);
      keep(keyOf(action), null);
      sent.current = sent.current.then(() => dropOnServer(number, action));
    },
  };
}

async function fromServer(number: string, action: string): Promise<Values | null> {
  try {
    const answer = await api('GET /api/matters/{number}/drafts', { params: { number } });
    return answer.items.find((one) => one.action === action)?.input ?? null;
  } catch {
    return null;
  }
}

async function dropOnServer(number: string, action: string): Promise<void> {
  const params = { number, action };
  // It would expire by itself: a failure here is nobody's trouble.
  await api('DELETE /api/matters/{number}/drafts/{action}', { params }).catch(() => undefined);
}

async function toServer(number: string, action: string, input: Values): Promise<void> {
  const params = { number, action };
  await api('PUT /api/matters/{number}/drafts/{action}', {
    params,
    body: { input: { ...input } },
  }).catch(() => undefined);
}
