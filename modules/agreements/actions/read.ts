/** The agreement as its readers see it: its text for parties and mediator, else how it stands. */
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { unseal } from '../../../platform/crypto/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { clauseText, signersNeeded } from '../../disputes/index.ts';
import type { AgreementView, PartyView, TextBody } from '../contract.ts';
import { compareClauses, nextWords, piecesOf } from '../rules.ts';
import { type DeliveryRow, listDeliveries } from '../store/deliveries.ts';
import { listPromises, type PromiseRow } from '../store/signing.ts';
import { listAmendments } from '../store/texts.ts';
import { atDesk, contextOf, type Desk, isDrafting, textIn } from './desk.ts';
import type { AgreementsWorld, Guest } from './world.ts';

type Which = { number: string; guest?: Guest };
const iso = (at: number) => new Date(at).toISOString();

export function readAgreement(
  world: AgreementsWorld,
  ctx: RequestContext,
  which: Which,
): Promise<AgreementView> {
  return atDesk(world, ctx, which, async (desk) => {
    const { view, own, seat, me } = desk;
    const { matter, clocks } = view.state;
    const stage = view.definition.stages[matter.stage];
    const isOpen = seat !== 'reader';
    const deliveries = await listDeliveries(desk.tx, desk.at);
    const confirm = clocks.findLast((one) => one.name === 'confirm');
    return {
      number: matter.number,
      stage: { code: matter.stage, zh: stage?.zh ?? '', en: stage?.en ?? '' },
      channel: own.channel,
      seat,
      me: me?.id ?? null,
      parties: desk.parties.map((one) => presentParty(desk, one, deliveries)),
      text: isOpen ? presentText(desk) : null,
      isOffered: own.isTextOffered,
      versions: isOpen
        ? desk.versions.map(({ version, digest, madeAt, isOffered }) => ({
            version,
            digest: digest.toString('hex'),
            madeAt: iso(madeAt),
            isOffered,
          }))
        : [],
      amendments: isOpen && isDrafting(desk) ? await presentAmendments(desk) : [],
      needed: signersNeeded(own).map((signer) => ({
        signer,
        isDone: Object.hasOwn(own.signatures, signer),
      })),
      effectiveOn: own.effectiveOn,
      confirmUntil: own.effectiveOn !== null && confirm ? iso(confirm.dueAt) : null,
      promises: isOpen ? await presentPromises(world, ctx, desk) : [],
      may: mayOf(world, ctx, desk),
    };
  });
}

function presentParty(
  { me, signed }: Desk,
  one: Desk['parties'][number],
  deliveries: readonly DeliveryRow[],
): PartyView {
  const own = signed.find((signature) => signature.partyId === one.id);
  return {
    id: one.id,
    side: one.side,
    label: one.label,
    hasPhone: one.phone !== '',
    isMe: me?.id === one.id,
    signed: own ? { how: own.how, on: own.signedOn } : null,
    delivery: deliveries.find(({ party }) => party === one.id)?.state ?? null,
  };
}

function presentText({ text }: Desk): AgreementView['text'] {
  if (!text) return null;
  const { row, body } = text;
  return {
    version: row.version,
    digest: row.digest.toString('hex'),
    facts: body.facts,
    clauses: body.clauses.map((one) => ({ ...one, sentence: clauseText(one) })),
    madeAt: iso(row.madeAt),
  };
}

async function presentAmendments({ tx, at, key, me, seat, parties }: Desk) {
  const rows = await listAmendments(tx, at);
  return rows.map((row) => ({
    id: row.id,
    clause: row.clause,
    kind: row.kind,
    party: row.partyId,
    side: parties.find((one) => one.id === row.partyId)?.side ?? null,
    isMine: row.partyId === null ? seat === 'mediator' : row.partyId === me?.id,
    text: unseal(key, row.sealed, contextOf(at, `amendment/${row.id}`)).toString('utf8'),
    state: row.state,
    madeAt: iso(row.madeAt),
  }));
}

async function presentPromises(world: AgreementsWorld, ctx: RequestContext, desk: Desk) {
  const today = dateAt(ctx.now, world.zone);
  const rows = await listPromises(desk.tx, desk.at);
  return rows.map((row) => ({
    id: row.id,
    clause: row.clause,
    side: row.side,
    sentence: sentenceOf(desk.text?.body ?? null, row),
    dueOn: row.dueOn,
    state: row.state,
    isDue: row.dueOn <= today,
    askedAt: row.askedAt === null ? null : iso(row.askedAt),
    notedAt: row.notedAt === null ? null : iso(row.notedAt),
    next: nextOf(desk, row.state, ctx.now),
  }));
}

function sentenceOf(body: TextBody | null, { clause }: PromiseRow): string {
  const one = body?.clauses.find(({ id }) => id === clause);
  return one ? clauseText(one) : '';
}

export function nextOf({ own, view }: Desk, state: PromiseRow['state'], now: number) {
  const confirm = view.state.clocks.findLast((one) => one.name === 'confirm');
  return nextWords(state, {
    isConfirmed: own.confirmation === 'confirmed',
    mayConfirm: own.confirmation === null && confirm !== undefined && confirm.dueAt >= now,
  });
}

/** Which doors stand open; the server asks again behind each. */
function mayOf(world: AgreementsWorld, ctx: RequestContext, desk: Desk): AgreementView['may'] {
  const { view, seat, me, signed, own } = desk;
  const isOpen = (action: string) => world.matters.whyNot(ctx, view, action) === null;
  const { stage } = view.state.matter;
  const isSigning = stage === 'agreed' && own.isTextOffered;
  const hasSigned = me !== null && signed.some((one) => one.partyId === me.id);
  const maySeal = ctx.actor.kind === 'staff' && ctx.actor.permissions.has('agreement.seal');
  return {
    name: ctx.actor.kind === 'staff' && isOpen('nameParty'),
    correct: ctx.actor.kind === 'staff' && isOpen('note'),
    write: seat === 'mediator' && isOpen('writeText'),
    offer: seat === 'mediator' && isOpen('offerText'),
    propose: seat !== 'reader' && isDrafting(desk) && desk.text !== null,
    sign: isSigning && me !== null && !hasSigned,
    attest: isSigning && seat === 'mediator' && isOpen('signText'),
    seal: isSigning && seat === 'mediator' && maySeal && isOpen('signText'),
    note: seat !== 'reader' && ['performing', 'closed'].includes(stage),
  };
}

export function compareVersion(
  world: AgreementsWorld,
  ctx: RequestContext,
  { version, ...which }: Which & { version: number },
) {
  return atDesk(world, ctx, which, async ({ at, key, seat, versions }) => {
    const index = versions.findIndex((one) => one.version === version);
    const row = versions[index];
    if (seat === 'reader' || !row) return refuse('NOT_FOUND');
    const old = versions[index - 1];
    const now = textIn(at, key, row);
    const before = old ? textIn(at, key, old) : { facts: '', clauses: [] };
    const said = (body: TextBody) =>
      body.clauses.map((one) => ({ id: one.id, sentence: clauseText(one) }));
    return {
      version,
      before: old?.version ?? null,
      facts: piecesOf(before.facts, now.facts),
      clauses: compareClauses(said(before), said(now)),
    };
  });
}
