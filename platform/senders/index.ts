/** The face of sending to the rest of the house. */
export { emailBySmtp, type MailServer, mailServerOf } from './email.ts';
export { faultOfUrl, type HostFault, type HostPolicy, hostPolicyOf } from './hosts.ts';
export { type MemorySenders, memorySenders } from './memory.ts';
export type { Outgoing, Sender, Senders, SendResult } from './sender.ts';
export { type SmsGateway, smsByHttp, smsGatewayOf } from './sms.ts';
export { webhookByHttp } from './webhook.ts';
