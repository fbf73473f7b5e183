/** How a code reaches a phone: the server's log, a gateway's HTTP interface, or memory in tests. */

export type PhoneCodes = {
  /**
   * Rejects when the code could not be handed over. Answers the code where it may be shown to
   * whoever asked: in the demo on this machine alone, where no phone would ring.
   */
  send: (to: { phone: string; code: string; minutes: number }) => Promise<string | void>;
};

/** For development and the demo: whoever reads the log can sign in as anybody. */
export function logPhoneCodes(write: (line: string) => void): PhoneCodes {
  return {
    send: async ({ phone, code }) => write(`phone code for ${phone}: ${code}`),
  };
}

/** For the demo on this machine: the page shows the code, since no phone will. */
export function shownPhoneCodes(write: (line: string) => void): PhoneCodes {
  return {
    send: async ({ phone, code }) => {
      write(`phone code for ${phone}: ${code}`);
      return code;
    },
  };
}

export type GatewayTemplate = {
  url: string;
  method?: 'POST' | 'GET';
  headers?: Record<string, string>;
  /** `{phone}`, `{code}` and `{minutes}` are filled in, in `url` and here. */
  body?: string;
};

const GATEWAY_TIMEOUT_MS = 10_000;

/** A real gateway, described by its address, headers and body; any 2xx counts as taken. */
export function httpPhoneCodes(template: GatewayTemplate): PhoneCodes {
  return {
    send: async (to) => {
      const values = { phone: to.phone, code: to.code, minutes: String(to.minutes) };
      const response = await fetch(fill(template.url, values, encodeURIComponent), {
        method: template.method ?? 'POST',
        headers: template.headers,
        body: template.body && fill(template.body, values, escapeFor(template.headers)),
        redirect: 'error',
        signal: AbortSignal.timeout(GATEWAY_TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the gateway answered ${response.status}`);
    },
  };
}

/** Keeps what was sent, for tests. */
export function memoryPhoneCodes(): PhoneCodes & { sent: { phone: string; code: string }[] } {
  const sent: { phone: string; code: string }[] = [];
  return { sent, send: async ({ phone, code }) => void sent.push({ phone, code }) };
}

function escapeFor(headers: Record<string, string> = {}): (value: string) => string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  if (type?.includes('form-urlencoded')) return encodeURIComponent;
  // A phone number and digits hold nothing that JSON would escape; this keeps it so.
  return (value) => JSON.stringify(value).slice(1, -1);
}

function fill(text: string, values: Record<string, string>, escape: (value: string) => string) {
  return text.replace(/\{(phone|code|minutes)\}/g, (_, name: string) => escape(values[name] ?? ''));
}
