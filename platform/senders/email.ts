/** E-mail by SMTP. The Message-ID is made of the message's id: a repeat is the same letter. */
import { createTransport } from 'nodemailer';
import { failed, reasonOf, SEND_TIMEOUT_MS, type Sender, type SendResult, sent } from './sender.ts';

export type MailServer = {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  url: string;
  /** `邻里 <noreply@example.org>`: its domain is the Message-ID's. */
  from: string;
};

/** The server of LINLI_SMTP_URL and LINLI_SMTP_FROM; null when none is set, throws when half is. */
export function mailServerOf(env: Record<string, string | undefined>): MailServer | null {
  const { LINLI_SMTP_URL: url, LINLI_SMTP_FROM: from } = env;
  if (!url && !from) return null;
  if (!url || !from) throw new Error('LINLI_SMTP_URL and LINLI_SMTP_FROM are needed together');
  if (!/^smtps?:$/.test(new URL(url).protocol)) throw new Error('LINLI_SMTP_URL is not smtp(s)://');
  if (!domainOf(from)) throw new Error('LINLI_SMTP_FROM has no address');
  return { url, from };
}

/** A sender that opens a connection per message. */
export function emailBySmtp(server: MailServer): Sender {
  const url = new URL(server.url);
  const isTls = url.protocol === 'smtps:';
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port || (isTls ? 465 : 587)),
    secure: isTls,
    ...(url.username && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: SEND_TIMEOUT_MS,
    greetingTimeout: SEND_TIMEOUT_MS,
    socketTimeout: SEND_TIMEOUT_MS,
    // A text that looks like a path or an address must never be read from there.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (message) => {
    try {
      await transport.sendMail({
        from: server.from,
        to: { name: '', address: message.to },
        subject: message.subject,
        text: message.text,
        messageId: `<${message.id}@${domainOf(server.from)}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return sent;
    } catch (error) {
      return resultOfError(error);
    }
  };
}

/** 5xx to an address is final; a refused sign-in is ours to mend, so it is tried again. */
function resultOfError(error: unknown): SendResult {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (!responseCode) return failed(reasonOf(error));
  return failed(`smtp ${responseCode}`, responseCode >= 550 && code !== 'EAUTH');
}

function domainOf(from: string): string | undefined {
  return /@([\w.-]+)>?\s*$/.exec(from)?.[1];
}
