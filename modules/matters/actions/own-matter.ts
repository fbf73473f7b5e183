/** One matter for the resident whose it is: story, clock, who acts now, what they may do. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { OwnMatterView } from '../contract/own.ts';
import { reopenUntil } from '../rules/guards.ts';
import { namedOrg } from '../rules/names.ts';
import { consequenceOf, RESIDENT_ACTIONS, whyWords } from '../rules/plain-actions.ts';
import { plainHidden } from '../rules/plain-hidden.ts';
import {
  actsNow,
  clockForReporter,
  notesOf,
  outcomeOf,
  rightsOf,
  standingOf,
} from '../rules/plain-standing.ts';
import { titleFor } from '../rules/publicity.ts';
import { boardOf } from '../rules/settings.ts';
import type { Clock } from '../rules/state.ts';
import type { MatterView } from '../rules/view.ts';
import { listAttachments } from './attachments.ts';
import { hiddenReason } from './board.ts';
import { presentActions } from './buttons.ts';
import { type ActContext, getInSight, withMatter } from './load.ts';
import { repliesFor } from './replies.ts';
import { ownSteps, wholeLog } from './story.ts';
import type { MattersWorld } from './world.ts';

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

/** Refuses FORBIDDEN to staff, who have their own view, and NOT_FOUND for others' matters. */
export function readOwnMatter(
  world: MattersWorld,
  ctx: RequestContext,
  number: string,
): Promise<OwnMatterView> {
  if (ctx.actor.kind !== 'resident') refuse('FORBIDDEN');
  return withMatter(world, ctx, number, async (tx, key) => {
    const { view } = await getInSight(world, tx, ctx, key, 'none');
    return presentOwn(world, tx, ctx, view);
  });
}

async function presentOwn(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  view: MatterView,
): Promise<OwnMatterView> {
  const { matter } = view.state;
  const at = { county: matter.county, matterId: matter.id };
  const isReporter = view.relation === 'reporter';
  const [entries, replies, attachments, places] = await Promise.all([
    wholeLog(tx, at),
    repliesFor(world, tx, ctx, view),
    listAttachments(tx, ctx.actor, { ...at, isReporter }),
    world.places(),
  ]);
  const clock = clockForReporter(view);
  const hidden = hiddenReason(view);
  return {
    ...partsOf(view),
    regionName: places.nameOf(matter.region, ctx.now),
    isPublic: hidden === null,
    hiddenWords: hidden && plainHidden(view, hidden),
    actsNow: presentTurn(view),
    clock: clock && presentClock(view, clock, ctx.now),
    notes: notesOf(view),
    rights: rightsOf(view).map((one) => presentClock(view, one, ctx.now)),
    steps: ownSteps(view, ctx.actor, entries, replies),
    replies,
    attachments,
    reopen: presentReopen(view),
    actions: presentOwnActions(world, view, ctx),
  };
}

function partsOf(view: MatterView) {
  const { matter } = view.state;
  const { facts } = matter;
  const isReporter = view.relation === 'reporter';
  const { lon, lat } = matter;
  const isShown = lon !== null && lat !== null && (isReporter || !view.category?.isHome);
  return {
    number: matter.number,
    kind: matter.kind,
    relation: view.relation ?? 'party',
    title: titleFor(view.relation, matter.title, {
      category: view.category,
      board: boardOf(view.rules.settings),
    }),
    // What another reporter wrote stays between them and the centre.
    text: isReporter ? matter.body : '',
    category: view.category && {
      code: view.category.code,
      zh: view.category.zh,
      en: view.category.en,
    },
    point: isShown ? { lon, lat } : null,
    stage: labelOf(view, matter.kind, matter.processVersion, matter.stage),
    standing: standingOf(view),
    isOpen: matter.isOpen,
    isPrivate: matter.isPrivate,
    isSuspended: matter.isSuspended,
    version: matter.version,
    receivedAt: iso(matter.receivedAt),
    channel: matter.channel,
    onBehalf: isReporter && facts.intakeOrg ? namedOrg(view.orgs, facts.intakeOrg) : null,
    closedAt: isoOrNull(matter.closedAt),
    outcome: outcomeOf(view),
    result: facts.result && { text: facts.result.text, at: iso(facts.result.at) },
    legalBasis: facts.legalBasis,
    referredTo: facts.referredTo,
    joined: view.joined && {
      number: view.joined.number,
      stage: labelOf(view, view.joined.kind, view.joined.processVersion, view.joined.stage),
      isOpen: view.joined.isOpen,
    },
    hasRated: view.hasRated,
  };
}

function labelOf(view: MatterView, kind: string, version: number, stage: string) {
  const words = view.rules.processVersion(kind, version)?.stages[stage];
  return { code: stage, zh: words?.zh ?? stage, en: words?.en ?? stage };
}

function presentTurn(view: MatterView) {
  const turn = actsNow(view);
  return (
    turn && {
      org: turn.org === null ? null : namedOrg(view.orgs, turn.org),
      what: standingOf(view),
      dueAt: isoOrNull(turn.dueAt),
    }
  );
}

function presentClock(view: MatterView, clock: Clock, now: number) {
  const spec = view.definition.clocks[clock.name];
  return {
    name: clock.name,
    zh: spec?.zh ?? clock.name,
    en: spec?.en ?? clock.name,
    plain: spec?.plain ?? null,
    state: clock.state,
    startedAt: iso(clock.detail.startedAt),
    dueAt: iso(clock.dueAt),
    isOverdue: clock.state === 'running' && clock.dueAt < now,
    isProvisional: clock.detail.isProvisional,
    amount: clock.detail.amount,
    unit: clock.detail.unit,
    citation: clock.detail.citation,
  };
}

function presentReopen(view: MatterView) {
  const { closedAt, facts } = view.state.matter;
  return {
    until: closedAt === null ? null : iso(reopenUntil(view, closedAt)),
    used: facts.reopenCount,
    times: view.rules.settings.reopen.times,
  };
}

/** In a resident's own order and words; what the program takes by itself is none of theirs. */
function presentOwnActions(world: MattersWorld, view: MatterView, ctx: ActContext) {
  const place = (action: string) => {
    const at = RESIDENT_ACTIONS.indexOf(action);
    return at < 0 ? RESIDENT_ACTIONS.length : at;
  };
  return presentActions(world, view, ctx)
    .filter((one) => one.action !== 'follow')
    .map((one) => ({
      ...one,
      whyText: whyWords(one.action, one.why) ?? one.whyText,
      consequence: view.definition.actions[one.action]?.consequence ?? consequenceOf(one.action),
    }))
    .sort((a, b) => place(a.action) - place(b.action));
}
