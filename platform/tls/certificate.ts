/**
 * A certificate for an intranet, and the authority that signed it. The authority's key exists only
 * while this runs: a phone that trusts it trusts this one certificate, and nobody can make another.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import {
  around,
  bits,
  integer,
  objectId,
  octets,
  sequence,
  set,
  tagged,
  time,
  utf8,
  yes,
} from './der.ts';

export type TlsFiles = {
  /** The server's certificate and the authority's after it. */
  cert: string;
  key: string;
  /** The authority's alone: what phones and browsers are told to trust. */
  authority: string;
  validTo: number;
};

const DAY_MS = 86_400_000;
/** Browsers take no certificate for longer than 398 days. */
const VALID_MS = 365 * DAY_MS;
/** A phone whose clock is behind must not find it too young. */
const EARLIER_MS = DAY_MS;

const ids = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  subjectKey: '2.5.29.14',
  keyUsage: '2.5.29.15',
  otherNames: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKey: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

/** Whether it can stand in a certificate: a host name (perhaps `*.` before it) or an IP address. */
export function isHost(name: string): boolean {
  if (isIP(name) > 0) return true;
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
  return name.length <= 253 && new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`, 'i').test(name);
}

/** For the hosts, from a day before `now` on for a year. P-256, signed with SHA-256. */
export function makeTlsFiles(hosts: readonly string[], now: number): TlsFiles {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const validTo = now + VALID_MS;
  // Two runs must not make two authorities of one name: a browser would try the wrong one.
  const issuer = nameOf(`Linli ${randomBytes(3).toString('hex')}`);
  const common = { issuer, signer: authority, from: now - EARLIER_MS, to: validTo };
  const root = pem(
    certificate({ ...common, subject: issuer, key: authority.publicKey }, [
      extension(ids.basicConstraints, sequence(yes(), integer(Buffer.of(0))), true),
      // keyCertSign alone.
      extension(ids.keyUsage, bits(Buffer.of(0x04), 2), true),
      extension(ids.subjectKey, octets(keyIdOf(authority.publicKey))),
    ]),
  );
  const leaf = pem(
    certificate({ ...common, subject: nameOf(hosts[0] ?? ''), key: server.publicKey }, [
      extension(ids.basicConstraints, sequence(), true),
      // digitalSignature alone.
      extension(ids.keyUsage, bits(Buffer.of(0x80), 7), true),
      extension(ids.extendedKeyUsage, sequence(objectId(ids.serverAuth))),
      extension(ids.otherNames, sequence(...hosts.map(hostName))),
      extension(ids.subjectKey, octets(keyIdOf(server.publicKey))),
      extension(ids.authorityKey, sequence(tagged(0, keyIdOf(authority.publicKey)))),
    ]),
  );
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { cert: leaf + root, key, authority: root, validTo };
}

type Facts = {
  issuer: Buffer;
  subject: Buffer;
  key: KeyObject;
  signer: { privateKey: KeyObject };
  from: number;
  to: number;
};

function certificate(facts: Facts, extensions: Buffer[]): Buffer {
  const algorithm = sequence(objectId(ids.ecdsaWithSha256));
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    around(0, integer(Buffer.of(2))),
    integer(serial),
    algorithm,
    facts.issuer,
    sequence(time(facts.from), time(facts.to)),
    facts.subject,
    facts.key.export({ type: 'spki', format: 'der' }),
    around(3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, { key: facts.signer.privateKey, dsaEncoding: 'der' });
  return sequence(body, algorithm, bits(signature));
}

function extension(id: string, content: Buffer, isCritical = false): Buffer {
  return sequence(objectId(id), ...(isCritical ? [yes()] : []), octets(content));
}

function nameOf(commonName: string): Buffer {
  const part = (id: string, text: string) => set(sequence(objectId(id), utf8(text)));
  // 64 characters are the most that a common name may have; it is only shown, the SANs count.
  return sequence(part(ids.organisation, 'Linli'), part(ids.commonName, commonName.slice(0, 64)));
}

function hostName(host: string): Buffer {
  return isIP(host) ? tagged(7, addressOf(host)) : tagged(2, Buffer.from(host.toLowerCase()));
}

function addressOf(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from(host.split('.').map(Number));
  const [head = '', tail] = host.split('::');
  const groups = (text: string) => text.split(':').filter(Boolean).flatMap(groupOf);
  const [start, end] = [groups(head), groups(tail ?? '')];
  const zeros = Array<number>(8 - start.length - end.length).fill(0);
  const bytes = Buffer.alloc(16);
  [...start, ...zeros, ...end].forEach((group, at) => bytes.writeUInt16BE(group, at * 2));
  return bytes;
}

/** A group of hex, or the dotted four bytes at the end of a mapped address. */
function groupOf(text: string): number[] {
  if (!text.includes('.')) return [Number.parseInt(text, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}

function keyIdOf(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
