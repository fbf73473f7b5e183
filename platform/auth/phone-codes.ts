/** How a code reaches a phone: the server's log, a gateway's HTTP interface, or memory in tests. */

export type PhoneCodes = {
  /**
   * Rejects when the code could not be handed over. Answers the code where it may be shown to
   * whoever asked: in the demo on this machine alone, where no phone would ring.
   */
  send: (to: PhoneCode) => Promise<string | void>;
};

export type PhoneCode = {
  phone: string;
  code: string;
  minutes: number;
  /** What the code confirms, in words for whoever receives it; absent: who they are. */
  use?: string;
};

/** For development and the demo: whoever reads the log can sign in as anybody. */
export function logPhoneCodes(write: (line: string) => void): PhoneCodes {
  return {
    send: async (to) => write(logged(to)),
  };
}

/** For the demo on this machine: the page shows the code, since no phone will. */
export function shownPhoneCodes(write: (line: string) => void): PhoneCodes {
  return {
    send: async (to) => {
      write(logged(to));
      return to.code;
    },
  };
}

const logged = ({ phone, code, use }: PhoneCode) =>
  `phone code for ${phone}: ${code}${use === undefined ? '' : ` (${use})`}`;

export type GatewayTemplate = {
  url: string;
  method?: 'POST' | 'GET';
  headers?: Record<string, string>;
  /** `{phone}`, `{code}`, `{minutes}` and `{use}` are filled in, in `url` and here. */
  body?: string;
};

const GATEWAY_TIMEOUT_MS = 10_000;
const PLAIN_USE = '验证身份';

/** A real gateway, described by its address, headers and body; any 2xx counts as taken. */
export function httpPhoneCodes(template: GatewayTemplate): PhoneCodes {
  return {
    send: async (to) => {
      const { phone, code, minutes, use = PLAIN_USE } = to;
      const values = { phone, code, minutes: String(minutes), use };
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
export function memoryPhoneCodes(): PhoneCodes & { sent: Omit<PhoneCode, 'minutes'>[] } {
  const sent: Omit<PhoneCode, 'minutes'>[] = [];
  const send: PhoneCodes['send'] = async ({ phone, code, use }) => {
    sent.push({ phone, code, ...(use !== undefined && { use }) });
  };
  return { sent, send };
}

function escapeFor(headers: Record<string, string> = {}): (value: string) => string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  if (type?.includes('form-urlencoded')) return encodeURIComponent;
  // What is filled in holds nothing that JSON would escape today; this keeps it so.
  return (value) => JSON.stringify(value).slice(1, -1);
}

function fill(text: string, values: Record<string, string>, escape: (value: string) => string) {
  return text.replace(/\{(phone|code|minutes|use)\}/g, (_, name: string) =>
    escape(values[name] ?? ''),
  );
}
