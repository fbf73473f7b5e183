/** The senders that the settings ask for; a channel without settings keeps to memory. */
import { emailBySmtp, mailServerOf } from './email.ts';
import { type HostPolicy, hostPolicyOf } from './hosts.ts';
import { memorySenders } from './memory.ts';
import type { Senders } from './sender.ts';
import { smsByHttp, smsGatewayOf } from './sms.ts';
import { webhookByHttp } from './webhook.ts';

export type SenderSettings = {
  senders: Senders;
  hosts: HostPolicy;
  /** Channels that keep what they are given in memory: worth a line at the start. */
  unsent: ('sms' | 'email')[];
};

/** Throws where a setting is malformed. `note` hears of messages that were kept in memory. */
export function sendersFrom(
  env: Record<string, string | undefined>,
  note: (line: string) => void,
): SenderSettings {
  const memory = memorySenders(note);
  const hosts = hostPolicyOf(env);
  const gateway = smsGatewayOf(env);
  const mail = mailServerOf(env);
  return {
    senders: {
      sms: gateway ? smsByHttp(gateway) : memory.sms,
      email: mail ? emailBySmtp(mail) : memory.email,
      webhook: webhookByHttp(hosts),
    },
    hosts,
    unsent: [...(gateway ? [] : ['sms' as const]), ...(mail ? [] : ['email' as const])],
  };
}
