/**
 * A webhook after Standard Webhooks: signed, no redirect followed, the answer's body not read. The
 * connection goes to an address that was judged, so that a name cannot turn between two looks.
 */
import { request as plainRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { faultOfUrl, guardedLookup, type HostPolicy } from './hosts.ts';
import {
  failed,
  type Outgoing,
  reasonOf,
  resultOfStatus,
  SEND_TIMEOUT_MS,
  type Sender,
} from './sender.ts';

/** A sender that posts `text` as JSON to the URL `to`, signed with `secret`. */
export function webhookByHttp(policy: HostPolicy): Sender {
  const lookup = guardedLookup(policy);
  return async (message) => {
    const fault = faultOfUrl(message.to, policy);
    if (fault) return failed(`url refused: ${fault}`, true);
    try {
      return resultOfStatus(await post(message, { lookup }));
    } catch (error) {
      return failed(reasonOf(error));
    }
  };
}

/** The three headers of the standard. The id stays at a repeat, the time is the try's. */
export function signedHeaders(message: Outgoing): Record<string, string> {
  const at = new Date(message.at);
  const id = `msg_${message.id}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(message.at / 1000)),
    'webhook-signature': new Webhook(message.secret ?? '').sign(id, at, message.text),
  };
}

function post(message: Outgoing, options: RequestOptions): Promise<number> {
  const url = new URL(message.to);
  const body = Buffer.from(message.text);
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'user-agent': 'linli-webhook',
    ...signedHeaders(message),
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
    const request = send(
      url,
      // A connection of its own each time: a kept one would pass the lookup by.
      {
        ...options,
        method: 'POST',
        headers,
        agent: false,
        signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
