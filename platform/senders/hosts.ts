/**
 * Which addresses a webhook may be sent to. Whoever may name a URL must not reach what only this
 * server reaches: the address is judged where the connection is made, not when the name was typed.
 */
import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** `hosts` named by the operator may be private and plain http; when any is named, no other may. */
export type HostPolicy = { hosts: readonly string[] };

/** The hosts of LINLI_WEBHOOK_HOSTS, with commas between. */
export function hostPolicyOf(env: Record<string, string | undefined>): HostPolicy {
  const hosts = (env.LINLI_WEBHOOK_HOSTS ?? '').split(',').map((host) => host.trim().toLowerCase());
  return { hosts: hosts.filter((host) => host !== '') };
}

export type HostFault = 'url' | 'scheme' | 'credentials' | 'host' | 'address';

/** Why a URL may not be a webhook's, as far as its text shows; null when it may be tried. */
export function faultOfUrl(text: string, policy: HostPolicy): HostFault | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return 'url';
  if (url.username || url.password) return 'credentials';
  if (policy.hosts.length > 0) {
    if (!policy.hosts.includes(hostOf(url))) return 'host';
    return url.protocol === 'https:' || url.protocol === 'http:' ? null : 'scheme';
  }
  if (url.protocol !== 'https:') return 'scheme';
  if (isIP(hostOf(url)) > 0 && !isPublicAddress(hostOf(url))) return 'address';
  return /(^|\.)(localhost|local|internal|intranet|lan)\.?$/.test(hostOf(url)) ? 'host' : null;
}

/** The host of a URL, an IPv6 one without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
}

/** A lookup that fails where any of a name's addresses is not public, unless the host is named. */
export function guardedLookup(policy: HostPolicy): LookupFunction {
  return (host, options, answer) => {
    systemLookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return answer(error, '');
      const isNamed = policy.hosts.includes(host.toLowerCase());
      const first = addresses[0];
      const isAllowed = isNamed || addresses.every((found) => isPublicAddress(found.address));
      if (!first || !isAllowed) {
        const refusal = Object.assign(new Error('address not allowed'), {
          code: 'EADDRNOTALLOWED',
        });
        return answer(refusal, '');
      }
      if (options.all) return answer(null, addresses);
      return answer(null, first.address, first.family);
    });
  };
}

/** Everything that IANA lists as not globally reachable, and multicast. */
const SPECIAL = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

const special = new BlockList();
for (const range of SPECIAL) {
  const [network = '', bits] = range.split('/');
  special.addSubnet(network, Number(bits), 'ipv4');
}
// Of IPv6 only 2000::/3 is global; within it documentation, Teredo and 6to4 (which carries IPv4).
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const special6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special6.addSubnet(network, bits, 'ipv6');
}

export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, 'ipv4');
  return isIP(address) === 6 && global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}
