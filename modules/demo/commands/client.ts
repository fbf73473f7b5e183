/** The scripted day's way to the server: HTTP as people use it, a session for each login. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Answer = { status: number; body: Record<string, unknown> };

/** Who calls: a login of staff, or `resident:` and a number from 1. */
export type Who = string;

export type Client = {
  get: (who: Who, path: string) => Promise<Answer>;
  send: (who: Who, method: 'POST' | 'PUT', path: string, body: object) => Promise<Answer>;
  /** Uploads a photo; answers its id. */
  photo: (who: Who, when: 'before' | 'after') => Promise<string>;
};

export type ClientOptions = {
  address: string;
  password: string;
  /** The session cookies of the demo's residents; empty: nobody can be a resident. */
  residentCookies: readonly string[];
};

/** Says what went wrong where nothing was expected to. */
export class Unexpected extends Error {}

/** Signs in when a login first speaks. Throws Unexpected when that fails. */
export function clientOf(options: ClientOptions): Client {
  const sessions = new Map<Who, Promise<string>>();
  const cookieOf = (who: Who): Promise<string> => {
    const known = sessions.get(who);
    if (known) return known;
    const cookie = who.startsWith('resident:')
      ? Promise.resolve(options.residentCookies[Number(who.slice(9)) - 1] ?? '')
      : signIn(options, who);
    sessions.set(who, cookie);
    return cookie;
  };
  const call = async (who: Who, path: string, init: RequestInit): Promise<Answer> => {
    const cookie = await cookieOf(who);
    return answerOf(
      await reach(options.address, path, { ...init, headers: { ...init.headers, cookie } }),
    );
  };
  return {
    get: (who, path) => call(who, path, { method: 'GET' }),
    send: (who, method, path, body) =>
      call(who, path, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    photo: async (who, when) => {
      const form = new FormData();
      const bytes = readFileSync(join(import.meta.dirname, `../data/${when}.jpg`));
      form.append('file', new Blob([bytes], { type: 'image/jpeg' }), `${when}.jpg`);
      const answer = await call(who, '/api/attachments', { method: 'POST', body: form });
      if (answer.status !== 201) throw new Unexpected(`photo by ${who}: ${describe(answer)}`);
      return String(answer.body.id);
    },
  };
}

async function signIn({ address, password }: ClientOptions, name: string): Promise<string> {
  const response = await reach(address, '/api/staff/sign-in', {
    method: 'POST',
    body: JSON.stringify({ name, password }),
    headers: { 'content-type': 'application/json' },
  });
  if (!response.ok)
    throw new Unexpected(`${name} cannot sign in: ${describe(await answerOf(response))}`);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function reach(address: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, address), { redirect: 'error', ...init });
  } catch (error) {
    throw new Unexpected(`${address} does not answer: is the server running?`, { cause: error });
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = text.startsWith('{');
  return { status: response.status, body: isJson ? (JSON.parse(text) as Answer['body']) : {} };
}

/** The refusal's code, empty when there is none. */
export function codeOf(body: Answer['body']): string {
  return typeof body.code === 'string' ? body.code : '';
}

/** A refusal in one line. */
export function describe({ status, body }: Answer): string {
  return `${status} ${codeOf(body)} ${JSON.stringify(body.fields ?? '')}`.trim();
}
