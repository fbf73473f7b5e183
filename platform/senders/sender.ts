/**
 * How a message leaves the house. A sender is given an id that stays the same when the message is
 * sent again after a crash, and must hand it on, so that the other side can tell a repeat.
 */

export type Outgoing = {
  /** The same at every try: webhook-id, Message-ID, the gateway's outId. */
  id: string;
  /** Phone number, e-mail address, or the URL of a webhook. */
  to: string;
  /** When this try is made, in ms; a webhook's signature carries it. */
  at: number;
  subject: string;
  /** The rendered text; for a webhook the JSON body. */
  text: string;
  /** The gateway's own template and its values, where texts must be registered beforehand. */
  template?: { id: string; values: Record<string, string> };
  /** The signing secret of a webhook (`whsec_…`). */
  secret?: string;
};

/**
 * `isFinal`: no later try can help (unknown address). `reason` is a short code such as `http 503`:
 * it is stored and shown, so it never holds an answer's text, which tends to name the recipient.
 */
export type SendResult = { ok: true } | { ok: false; isFinal: boolean; reason: string };

export type Sender = (message: Outgoing) => Promise<SendResult>;

export type Senders = { sms: Sender; email: Sender; webhook: Sender };

export const SEND_TIMEOUT_MS = 10_000;
export const sent: SendResult = { ok: true };

export function failed(reason: string, isFinal = false): SendResult {
  return { ok: false, isFinal, reason };
}

/** What an HTTP status means for a message; 408, 425 and 429 ask to come again. */
export function resultOfStatus(status: number): SendResult {
  if (status >= 200 && status < 300) return sent;
  const mayPass = status >= 500 || status < 400 || [401, 403, 408, 425, 429].includes(status);
  return failed(`http ${status}`, !mayPass);
}

/** A short code for whatever was thrown on the way: never its message. */
export function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ETIMEDOUT') return 'timeout';
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : 'unreachable';
}
