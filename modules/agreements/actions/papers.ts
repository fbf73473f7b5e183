/** What the papers of a dispute are written from: opened while one is made, masked on drafts. */
import { unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { KeptAgreement } from '../../disputes/index.ts';
import { factsOf } from '../../disputes/index.ts';
import type { MatterView } from '../../matters/index.ts';
import { listSignatures, type SignatureRow } from '../store/signing.ts';
import { type At, listSides, listVersions } from '../store/texts.ts';
import { contextOf, textIn } from './desk.ts';
import type { AgreementsWorld } from './world.ts';

const MASKED = '（签署后的正式文书中载明）';

export async function keptFor(
  world: AgreementsWorld,
  tx: Tx,
  { state }: MatterView,
  { isOpened }: { isOpened: boolean },
): Promise<KeptAgreement | null> {
  const { matter } = state;
  if (matter.kind !== 'dispute') return null;
  const at = { county: matter.county, matterId: matter.id };
  const sides = await listSides(tx, at);
  const parties = sides.map(({ partyId, side }) => ({ id: partyId, side }));
  const own = factsOf(matter);
  const key = await world.matters.openMatterKey(tx, at);
  if (!key || !own.isTextOffered) return { parties, text: null, signatures: [] };
  const row = (await listVersions(tx, at)).find((one) => one.version === own.text?.version);
  if (!row) return { parties, text: null, signatures: [] };
  const digest = row.digest.toString('hex');
  const text = isOpened
    ? { ...textIn(at, key, row), digest }
    : { facts: MASKED, clauses: [], digest };
  const rows = (await listSignatures(tx, at)).filter((one) => one.version === row.version);
  return { parties, text, signatures: rows.map((one) => signature(at, key, one, isOpened)) };
}

function signature(at: At, key: Buffer, one: SignatureRow, isOpened: boolean) {
  const ink =
    one.sealed && isOpened
      ? unseal(key, one.sealed, contextOf(at, `ink/${one.id}`)).toString('base64')
      : null;
  return {
    signer: one.signer,
    party: one.partyId,
    how: one.how,
    on: one.signedOn,
    ink: ink === null ? null : { png: ink, width: INK_WIDTH, height: INK_HEIGHT },
  };
}

/** As it stands on paper; the renderer reads the picture's own measures. */
const INK_WIDTH = 120;
const INK_HEIGHT = 48;
