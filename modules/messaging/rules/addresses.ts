/** Addresses of people: which channel they belong to, and what of them may be shown. */

/** `sms` for a phone number, `email` for an address, null for neither. */
export function channelOf(address: string): 'sms' | 'email' | null {
  if (/^\+?\d[\d -]{4,19}$/.test(address)) return 'sms';
  return /^[^\s@,;<>"]{1,64}@[A-Za-z0-9.-]{1,190}$/.test(address) ? 'email' : null;
}

/** 138****0000, r***@example.org: enough to ask "is this still your number?". */
export function maskAddress(address: string): string {
  const at = address.indexOf('@');
  if (at > 0) return `${address.slice(0, 1)}***${address.slice(at)}`;
  const digits = address.replace(/\D/g, '');
  return digits.length < 8 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
