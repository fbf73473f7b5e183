/** Ids made on the phone: of items, and the keys under which the server counts a deed once. */
export function newKey(): string {
  return crypto.randomUUID();
}
