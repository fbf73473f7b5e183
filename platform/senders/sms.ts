/**
 * SMS by a gateway's HTTP interface. Mainland gateways take the id of a registered template and
 * its values, others a text: the body is a pattern from the settings, so that both fit.
 */
import { z } from 'zod';
import {
  failed,
  type Outgoing,
  reasonOf,
  resultOfStatus,
  SEND_TIMEOUT_MS,
  type Sender,
  type SendResult,
} from './sender.ts';

export type SmsGateway = {
  url: string;
  headers: Record<string, string>;
  /**
   * JSON with placeholders in its strings: `{phone}`, `{text}`, `{templateId}`, `{outId}`,
   * `{valuesJson}` (the values as a JSON text) and, as a whole string, `{values}` (an object).
   */
  body: Record<string, unknown>;
  form: boolean;
  /** `Code=OK`: a field of the JSON answer and its value when the gateway took the message. */
  taken?: string;
  /** From our template codes to the gateway's ids; a code without one is sent as it is. */
  templates: Record<string, string>;
};

const Texts = z.record(z.string(), z.string());
const Body = z.record(z.string(), z.unknown());

/**
 * The gateway of LINLI_SMS_URL and its neighbours (docs/how-to/send-messages.md); null when no URL
 * is set. Throws on a malformed one: a start that would lose messages must not succeed.
 */
export function smsGatewayOf(env: Record<string, string | undefined>): SmsGateway | null {
  const url = env.LINLI_SMS_URL;
  if (!url) return null;
  return {
    url: new URL(url).href,
    headers: Texts.parse(JSON.parse(env.LINLI_SMS_HEADERS || '{}')),
    body: Body.parse(JSON.parse(env.LINLI_SMS_BODY || DEFAULT_BODY)),
    form: env.LINLI_SMS_FORM === '1',
    taken: env.LINLI_SMS_TAKEN || undefined,
    templates: Texts.parse(JSON.parse(env.LINLI_SMS_TEMPLATES || '{}')),
  };
}

const DEFAULT_BODY =
  '{"phone":"{phone}","templateId":"{templateId}","values":"{values}","outId":"{outId}"}';

/** A sender that posts to the gateway. */
export function smsByHttp(gateway: SmsGateway): Sender {
  return async (message) => {
    try {
      const response = await fetch(gateway.url, {
        method: 'POST',
        ...requestOf(gateway, message),
        redirect: 'manual',
        signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
      });
      return await resultOf(gateway, response);
    } catch (error) {
      return failed(reasonOf((error as Error).cause ?? error));
    }
  };
}

function requestOf(gateway: SmsGateway, message: Outgoing) {
  const filled = fill(gateway.body, placeholdersOf(gateway, message)) as Record<string, unknown>;
  const type = gateway.form ? 'application/x-www-form-urlencoded' : 'application/json';
  const body = gateway.form
    ? new URLSearchParams(
        Object.entries(filled).map(([name, value]): [string, string] => [name, textOf(value)]),
      )
    : JSON.stringify(filled);
  return { headers: { 'content-type': type, ...gateway.headers }, body: body.toString() };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type Placeholders = { values: Record<string, string>; texts: Record<string, string> };

function placeholdersOf(gateway: SmsGateway, message: Outgoing): Placeholders {
  const { id = '', values = {} } = message.template ?? {};
  const texts = {
    phone: message.to,
    text: message.text,
    templateId: gateway.templates[id] ?? id,
    outId: message.id,
    valuesJson: JSON.stringify(values),
  };
  return { values, texts };
}

/** Fills the strings of a JSON value: nothing is glued into JSON text, so nothing escapes. */
function fill(value: unknown, by: Placeholders): unknown {
  if (value === '{values}') return by.values;
  if (typeof value === 'string') {
    return value.replace(/\{(\w+)\}/g, (whole, name: string) => by.texts[name] ?? whole);
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, by));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, by)]));
}

/** Many gateways answer 200 to a refusal and say so in the body. */
async function resultOf(gateway: SmsGateway, response: Response): Promise<SendResult> {
  const result = resultOfStatus(response.status);
  if (!result.ok || !gateway.taken) {
    await response.body?.cancel();
    return result;
  }
  const [field = '', wanted] = gateway.taken.split('=');
  const answer: unknown = await response.json().catch(() => undefined);
  const got = String((answer as Record<string, unknown> | undefined)?.[field]);
  if (got === wanted) return result;
  // The gateway's code is its own word ("isv.BUSINESS_LIMIT_CONTROL"); anything longer is text.
  return failed(/^[\w.-]{1,60}$/.test(got) ? `gateway ${got}` : 'gateway refused');
}
