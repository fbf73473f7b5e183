/** Staff who read the same few addresses again and again. */
import type { Scene } from '../harness/load.ts';

export type ReadGiven = { cookies: string[]; paths: string[] };

export const scene: Scene<ReadGiven> = ({ cookies, paths }, client) => {
  const headers = { cookie: cookies[client % cookies.length] ?? '' };
  let at = client;
  return () => {
    at += 1;
    return { method: 'GET', path: paths[at % paths.length] ?? '/', headers };
  };
};
