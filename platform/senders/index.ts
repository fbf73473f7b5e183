/** The face of sending to the rest of the house. */
export { type SenderSettings, sendersFrom } from './from-env.ts';
export { faultOfUrl, type HostFault, type HostPolicy } from './hosts.ts';
export { type MemorySenders, memorySenders } from './memory.ts';
export type { Outgoing, Sender, Senders, SendResult } from './sender.ts';
export { webhookByHttp } from './webhook.ts';
