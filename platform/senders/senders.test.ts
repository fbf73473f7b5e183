import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, describe, expect, it } from 'vitest';
import { emailBySmtp, mailServerOf } from './email.ts';
import { sendersFrom } from './from-env.ts';
import { faultOfUrl, guardedLookup, hostPolicyOf, isPublicAddress } from './hosts.ts';
import type { Outgoing } from './sender.ts';
import { smsByHttp, smsGatewayOf } from './sms.ts';
import { webhookByHttp } from './webhook.ts';

const SECRET = `whsec_${Buffer.from('示例密钥示例密钥示例密钥').toString('base64')}`;
const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

function outgoing(over: Partial<Outgoing> = {}): Outgoing {
  return {
    id: '01890000-0000-7000-8000-000000000001',
    to: '13800000000',
    at: Date.now(),
    subject: '受理通知',
    text: '您反映的事项已登记，编号 350102-26-000001。',
    template: { id: 'LL_001', values: { number: '350102-26-000001', quote: '"\\\n' } },
    secret: SECRET,
    ...over,
  };
}

type Seen = { method?: string; headers: IncomingMessage['headers']; body: string };

/** An HTTP server on loopback that answers in order, the last answer again and again. */
async function gateway(...answers: { status: number; body?: string; location?: string }[]) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, headers } = request;
      seen.push({ method, headers, body: Buffer.concat(chunks).toString() });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      response.writeHead(
        answer?.status ?? 200,
        answer?.location ? { location: answer.location } : {},
      );
      response.end(answer?.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in` };
}

/** An address of this machine where nothing listens any more. */
async function closedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await new Promise((resolve) => server.close(resolve));
  return url;
}

/** As much SMTP as a client needs; answers `rcpt` to the recipient. */
async function mailServer(rcpt = '250 ok') {
  const letters: string[] = [];
  const talk = (socket: Socket) => {
    let text = '';
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 test');
    const hear = (line: string) => {
      if (/^(EHLO|HELO)/i.test(line)) return say('250 test');
      if (/^RCPT/i.test(line)) return say(rcpt);
      if (/^QUIT/i.test(line)) return socket.end('221 bye\r\n');
      if (!/^DATA/i.test(line)) return say('250 ok');
      inData = true;
      return say('354 go');
    };
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (inData && text.endsWith('\r\n.\r\n')) {
        letters.push(text);
        inData = false;
        text = '';
        say('250 taken');
      }
      while (!inData && text.includes('\r\n')) {
        const end = text.indexOf('\r\n');
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        hear(line);
      }
    });
    socket.on('error', () => undefined);
  };
  const server = createSocketServer(talk);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { letters, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('an SMS', () => {
  it('is posted as the gateway wants it, with our id, whatever stands in the values', async () => {
    const { seen, url } = await gateway({ status: 200 });
    const body =
      '{"to":["{phone}"],"tpl":"{templateId}","p":"{values}","pj":"{valuesJson}","ref":"{outId}"}';
    const sms = smsGatewayOf({
      LINLI_SMS_URL: url,
      LINLI_SMS_HEADERS: '{"authorization":"APPCODE x"}',
      LINLI_SMS_TEMPLATES: '{"LL_001":"SMS_4711"}',
      LINLI_SMS_BODY: body,
    });
    const message = outgoing();
    expect(await smsByHttp(sms!)(message)).toEqual({ ok: true });
    expect(seen[0]?.headers.authorization).toBe('APPCODE x');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      to: ['13800000000'],
      tpl: 'SMS_4711',
      p: message.template?.values,
      pj: JSON.stringify(message.template?.values),
      ref: message.id,
    });
  });

  it('is posted as a form where the gateway takes forms', async () => {
    const { seen, url } = await gateway({ status: 200 });
    const sms = smsGatewayOf({
      LINLI_SMS_URL: url,
      LINLI_SMS_BODY: '{"mobile":"{phone}","content":"{text}"}',
      LINLI_SMS_FORM: '1',
    });
    await smsByHttp(sms!)(outgoing());
    const fields = new URLSearchParams(seen[0]?.body);
    expect(Object.fromEntries(fields)).toEqual({
      mobile: '13800000000',
      content: outgoing().text,
    });
  });

  it.each([
    [{ status: 200, body: '{"Code":"OK"}' }, { ok: true }],
    [
      { status: 200, body: '{"Code":"isv.LIMIT"}' },
      { ok: false, isFinal: false, reason: 'gateway isv.LIMIT' },
    ],
    [
      { status: 200, body: '{"Code":"no such phone 13800000000"}' },
      { ok: false, isFinal: false, reason: 'gateway refused' },
    ],
    [{ status: 503 }, { ok: false, isFinal: false, reason: 'http 503' }],
    [{ status: 429 }, { ok: false, isFinal: false, reason: 'http 429' }],
    [{ status: 400 }, { ok: false, isFinal: true, reason: 'http 400' }],
  ])('answered by %j comes to %j', async (answer, result) => {
    const { url } = await gateway(answer);
    const sms = smsGatewayOf({ LINLI_SMS_URL: url, LINLI_SMS_TAKEN: 'Code=OK' });
    expect(await smsByHttp(sms!)(outgoing())).toEqual(result);
  });

  it('to a gateway that is away is to be tried again', async () => {
    const sms = smsGatewayOf({ LINLI_SMS_URL: await closedUrl() });
    expect(await smsByHttp(sms!)(outgoing())).toEqual({
      ok: false,
      isFinal: false,
      reason: 'ECONNREFUSED',
    });
  });

  it('has no gateway without a URL, and a malformed one is a mistake', () => {
    expect(smsGatewayOf({})).toBeNull();
    expect(() => smsGatewayOf({ LINLI_SMS_URL: 'http://x/', LINLI_SMS_BODY: '{' })).toThrow('JSON');
  });
});

describe('an e-mail', () => {
  const mail = outgoing({ to: 'resident@example.org' });

  it('goes out with the same Message-ID at every try', async () => {
    const { letters, url } = await mailServer();
    const from = '邻里 <noreply@linli.example>';
    const send = emailBySmtp(mailServerOf({ LINLI_SMTP_URL: url, LINLI_SMTP_FROM: from })!);
    expect(await send(mail)).toEqual({ ok: true });
    expect(await send(mail)).toEqual({ ok: true });
    const ids = letters.map((letter) => /^Message-ID: (.+)$/im.exec(letter)?.[1]);
    expect(ids).toEqual([`<${mail.id}@linli.example>`, `<${mail.id}@linli.example>`]);
    expect(letters[0]).toMatch(/^To: resident@example.org/m);
    expect(letters[0]).toMatch(/^Auto-Submitted: auto-generated/m);
  });

  it.each([
    ['550 no such box resident@example.org', { ok: false, isFinal: true, reason: 'smtp 550' }],
    ['451 come back later', { ok: false, isFinal: false, reason: 'smtp 451' }],
  ])('to a box that answers %s comes to %j', async (rcpt, result) => {
    const { url } = await mailServer(rcpt);
    expect(await emailBySmtp({ url, from: 'a@b.example' })(mail)).toEqual(result);
  });

  it('is not set up by half', () => {
    expect(mailServerOf({})).toBeNull();
    expect(() => mailServerOf({ LINLI_SMTP_URL: 'smtp://x' })).toThrow('together');
  });
});

describe('a webhook', () => {
  const hook = (url: string) => outgoing({ to: url, text: '{"type":"matter.closed"}' });

  it('is signed so that the standard library of the receiver accepts it', async () => {
    const { seen, url } = await gateway({ status: 204 });
    expect(await webhookByHttp({ hosts: ['127.0.0.1'] })(hook(url))).toEqual({ ok: true });
    const { headers = {}, body = '' } = seen[0] ?? {};
    expect(headers['webhook-id']).toBe('msg_01890000-0000-7000-8000-000000000001');
    expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toEqual({
      type: 'matter.closed',
    });
    expect(() => new Webhook(SECRET).verify(`${body} `, headers as Record<string, string>)).toThrow(
      'No matching signature',
    );
  });

  it('does not follow a redirect', async () => {
    const inner = await gateway({ status: 200 });
    const { url } = await gateway({ status: 302, location: inner.url });
    const result = await webhookByHttp({ hosts: ['127.0.0.1'] })(hook(url));
    expect(result).toEqual({ ok: false, isFinal: false, reason: 'http 302' });
    expect(inner.seen).toEqual([]);
  });

  it('does not reach this machine or its network unless the operator named the host', async () => {
    const { seen, url } = await gateway({ status: 200 });
    const { port } = new URL(url);
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', 'localhost']) {
      const result = await webhookByHttp({ hosts: [] })(hook(`https://${host}:${port}/`));
      expect(result).toMatchObject({ ok: false, isFinal: true });
    }
    expect(seen).toEqual([]);
  });

  it('judges the address that a name turns out to have', async () => {
    const look = (hosts: string[]) =>
      new Promise((resolve) => {
        guardedLookup({ hosts })('localhost', {}, (error, address) => {
          resolve(error?.code ?? address);
        });
      });
    expect(await look([])).toBe('EADDRNOTALLOWED');
    expect(await look(['localhost'])).toMatch(/^(127\.0\.0\.1|::1)$/);
  });
});

describe('the settings', () => {
  it('keep a channel without them to memory, and say which', async () => {
    const notes: string[] = [];
    const bare = sendersFrom({}, (line) => notes.push(line));
    expect(bare.unsent).toEqual(['sms', 'email']);
    await bare.senders.sms(outgoing());
    expect(notes).toHaveLength(1);
    expect(notes[0]).not.toContain('13800000000');
    const { seen, url } = await gateway({ status: 200 });
    const set = sendersFrom({ LINLI_SMS_URL: url, LINLI_WEBHOOK_HOSTS: 'bus.example' }, () => {
      throw new Error('nothing is kept');
    });
    await set.senders.sms(outgoing());
    expect(seen).toHaveLength(1);
    expect([set.unsent, set.hosts]).toEqual([['email'], { hosts: ['bus.example'] }]);
  });
});

describe('the policy of hosts', () => {
  it.each([
    ['https://example.org/hook', null],
    ['http://example.org/hook', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['https://user:pass@example.org/', 'credentials'],
    ['https://10.1.2.3/', 'address'],
    ['https://169.254.169.254/latest/meta-data', 'address'],
    ['https://printer.local/', 'host'],
    ['not a url', 'url'],
  ])('without named hosts %s comes to %s', (url, fault) => {
    expect(faultOfUrl(url, { hosts: [] })).toBe(fault);
  });

  it('with named hosts lets these and no other pass, also in plain http', () => {
    const policy = hostPolicyOf({ LINLI_WEBHOOK_HOSTS: 'bus.gov.example, 10.1.2.3' });
    expect(faultOfUrl('http://bus.gov.example:8080/in', policy)).toBeNull();
    expect(faultOfUrl('http://10.1.2.3/in', policy)).toBeNull();
    expect(faultOfUrl('https://example.org/', policy)).toBe('host');
  });

  it.each([
    ['8.8.8.8', true],
    ['172.15.0.1', true],
    ['172.16.0.1', false],
    ['100.64.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['2400:3200::1', true],
    ['::1', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['name', false],
  ])('the address %s is public: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });
});
