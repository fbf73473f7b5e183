/** A person in one matter, and the key under which this matter's personal data is sealed. */

/** Opened only within an act that logs it. Absent values are empty. */
export type PartyData = {
  role: 'reporter' | 'party';
  name: string;
  phone: string;
  idNumber: string;
  address: string;
};

/** The matter's data key, unsealed, and the id of the master key that sealed it. */
export type MatterKeyring = { key: Buffer; keyId: string };

/** The values that masking must know of: nobody else's pattern would find a bare name. */
export function knownValues(parties: readonly PartyData[]): string[] {
  return parties
    .flatMap((party) => [party.name, party.phone, party.idNumber, party.address])
    .filter((value) => value.length >= 2);
}
