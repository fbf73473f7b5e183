/** Dispatchers who open each matter of their town and send it to a station: two acts a matter. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '../harness/client.ts';
import type { Scene } from '../harness/load.ts';

export type WaitingMatter = { number: string; town: string };
/** By town: who acts there, and the station that gets the work. */
export type ActGiven = {
  desks: Record<string, { cookie: string; station: string }>;
  matters: WaitingMatter[];
  clients: number;
};

export const scene: Scene<ActGiven> = ({ desks, matters, clients }, client) => {
  let at = client - clients;
  let isOpened = false;
  return (last) => {
    isOpened = !isOpened;
    if (isOpened) at += clients;
    const matter = matters[at];
    const desk = matter && desks[matter.town];
    if (!desk) return null;
    return {
      method: 'POST',
      path: `/api/matters/${matter.number}/actions/${isOpened ? 'open' : 'dispatch'}`,
      headers: { cookie: desk.cookie, 'idempotency-key': randomUUID() },
      body: JSON.stringify(isOpened ? { version: 1, input: {} } : dispatch(last, desk.station)),
    };
  };
};

function dispatch(last: Answer | null, org: string) {
  const { version } = JSON.parse(last?.body.toString('utf8') ?? '{}') as { version: number };
  return { version, input: { org, note: '请尽快到现场处理，处理后拍照上传' } };
}
