/**
 * Cookies of sign-in. Behind TLS a name carries `__Host-`: the browser then refuses it from a
 * subdomain, without Secure or for another path.
 */

export type CookieJar = {
  read: (headers: Headers, name: string) => string | undefined;
  /** The `set-cookie` value; `maxAgeSeconds` 0 takes the cookie away. */
  write: (name: string, value: string, maxAgeSeconds: number) => string;
};

type Headers = Record<string, string | string[] | undefined>;

export function cookieJar(options: { isSecure: boolean }): CookieJar {
  const prefix = options.isSecure ? '__Host-' : '';
  const flags = `Path=/; HttpOnly; SameSite=Lax${options.isSecure ? '; Secure' : ''}`;
  return {
    read: (headers, name) => cookieOf(headers.cookie, `${prefix}${name}`),
    write: (name, value, maxAgeSeconds) =>
      `${prefix}${name}=${value}; Max-Age=${maxAgeSeconds}; ${flags}`,
  };
}

function cookieOf(header: string | string[] | undefined, name: string): string | undefined {
  const text = Array.isArray(header) ? header.join(';') : (header ?? '');
  for (const pair of text.split(';')) {
    const cut = pair.indexOf('=');
    if (cut > 0 && pair.slice(0, cut).trim() === name) return pair.slice(cut + 1).trim();
  }
  return undefined;
}
