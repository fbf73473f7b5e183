/**
 * The first moment of a matter: its masked words, its row, its route, its clocks. Nothing is
 * written here; `register.ts` saves what this makes.
 */
import { actorKey } from '../../../kernel/actor.ts';
import { must, refuse } from '../../../kernel/refusal.ts';
import type { NewReport } from '../contract/reports.ts';
import { appraisedBy } from '../rules/appraisal.ts';
import type { Category } from '../rules/category.ts';
import { applyClockEvent } from '../rules/clocks.ts';
import { beginDraft, finishDraft } from '../rules/decide.ts';
import { type Draft, tell } from '../rules/draft.ts';
import { freshFacts } from '../rules/kept.ts';
import { holderOf } from '../rules/levels.ts';
import { mask } from '../rules/mask.ts';
import { knownValues, type PartyData } from '../rules/party.ts';
import { leaveOutPastRungs } from '../rules/past-rungs.ts';
import type { Matter, MatterState } from '../rules/state.ts';
import type { MatterView, Rules } from '../rules/view.ts';
import type { ActContext } from './load.ts';
import { ownerOf } from './owner.ts';
import { routeOf } from './perform.ts';
import { SEALED } from './words.ts';
import type { MattersWorld, Place } from './world.ts';

/** Everything about the new matter that is known before its transaction. */
export type Intake = {
  report: NewReport;
  place: Place;
  category: Category | null;
  rules: Rules;
  channel: string;
  number: string;
  parties: readonly PartyData[];
  receivedAt: number;
  parent: MatterState | null;
};

const TITLE_LENGTH = 40;

export function maskedWords(report: NewReport, parties: readonly PartyData[]) {
  const known = knownValues(parties);
  const title = mask(report.title ?? report.text.slice(0, TITLE_LENGTH), known);
  const body = mask(report.text, known);
  const placeText = mask(report.address ?? '', known);
  const hidden: Record<string, string> = {};
  if (title.found && report.title) hidden.title = report.title;
  if (body.found) hidden.text = report.text;
  // An address may be somebody's home: only its masked form stands in the clear.
  if (report.address) hidden.address = report.address;
  return {
    title: title.masked,
    body: body.masked,
    placeText: parties.length > 0 && report.address ? SEALED : placeText.masked,
    hidden,
  };
}

type Words = {
  id: string;
  title: string;
  body: string;
  placeText: string;
  parties: readonly PartyData[];
};

export function bornMatter(
  world: MattersWorld,
  ctx: ActContext,
  intake: Intake,
  words: Words,
): Matter {
  const { report, place, category } = intake;
  const kind = category?.kind ?? 'intake';
  const process = intake.rules.process(kind);
  if (!process) return refuse('KIND_UNKNOWN', { values: { kind } });
  const isResident = ctx.actor.kind === 'resident';
  const hasReporter = isResident || words.parties.length > 0;
  const appraised = appraisedBy(process.definition, place);
  return {
    county: place.county,
    id: words.id,
    number: intake.number,
    kind,
    processVersion: process.version,
    stage: process.definition.initial,
    isOpen: true,
    outcome: null,
    title: words.title,
    body: words.body,
    category: category?.code ?? null,
    urgency: report.urgency ?? 'normal',
    channel: intake.channel,
    region: place.region,
    grid: place.grid,
    lon: place.lon,
    lat: place.lat,
    cell: appraised.cell,
    ownerOrg: holderOf(world.orgs, process.definition, {
      owner: ownerOf(world.orgs, place.region),
      subject: report.subjectOrg ?? null,
      isSealed: category?.isSealed ?? false,
      now: ctx.now,
    }),
    handlingOrg: null,
    handlerPost: null,
    subjectOrg: report.subjectOrg ?? null,
    mergedInto: null,
    movedToCounty: null,
    movedToId: null,
    dueAt: null,
    receivedAt: intake.receivedAt,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    closedAt: null,
    isPrivate: (category?.isSealed || report.isPrivate) ?? category?.isPrivate ?? false,
    isSuspended: false,
    isUnowned: false,
    fields: report.fields ?? {},
    own: {},
    isSealed: category?.isSealed ?? false,
    facts: {
      ...freshFacts(),
      hasReporter,
      reporterCount: hasReporter ? 1 : 0,
      isAnonymous: report.isAnonymous ?? false,
      isReachable: words.parties.some((party) => party.phone !== '') || isResident,
      registeredBy: actorKey(ctx.actor),
      intakeOrg: ctx.actor.kind === 'staff' || ctx.actor.kind === 'machine' ? ctx.actor.org : null,
      placeText: words.placeText,
      subjectPost: report.subjectPost ?? null,
      ...(appraised.appraisal && { appraisal: appraised.appraisal }),
    },
    version: 1,
  };
}

/** The first entry's changes: the matter itself, its route, its clocks, its parent. */
export function birthDraft(
  world: MattersWorld,
  ctx: ActContext,
  intake: Intake,
  matter: Matter,
): Draft {
  const bare: MatterState = {
    matter,
    clocks: [],
    assignments: [],
    requests: [],
    supervisions: [],
    links: [],
  };
  const view = viewAtBirth(world, intake, bare);
  const route = routeOf(view, matter.category, ctx.now);
  const routed: Matter = {
    ...matter,
    isUnowned: route.org === null && view.definition.isRouted !== false,
    facts: { ...matter.facts, route: route.why },
  };
  const state = { ...bare, matter: routed };
  const draft = beginDraft({ ...view, state }, ctx.actor, {
    given: {},
    aid: {},
    now: ctx.now,
    newId: ctx.newId,
  });
  draft.changes.push({ what: 'matter', set: routed });
  if (intake.parent) linkParent(draft, intake.parent, ctx.newId());
  applyClockEvent(draft, 'action:register');
  if (ctx.recordedAt !== undefined) leaveOutPastRungs(draft, ctx.recordedAt);
  if (matter.facts.hasReporter) {
    tell(draft, {
      template: 'matter.registered',
      to: { kind: 'reporter' },
      values: { number: matter.number },
      dedupe: 'registered',
    });
  }
  return finishDraft(draft);
}

function linkParent(draft: Draft, parent: MatterState, id: string): void {
  const { county, id: otherId, number } = parent.matter;
  const row = {
    id,
    kind: 'parent' as const,
    otherCounty: county,
    otherId,
    otherNumber: number,
    state: 'standing' as const,
  };
  draft.changes.push({ what: 'link', row });
  draft.state = { ...draft.state, links: [...draft.state.links, row] };
}

export function viewAtBirth(world: MattersWorld, intake: Intake, state: MatterState): MatterView {
  const { kind, processVersion } = state.matter;
  const definition = intake.rules.processVersion(kind, processVersion);
  must(definition, 'the process of a new matter stands');
  return {
    state,
    definition,
    category: intake.category,
    rules: intake.rules,
    orgs: world.orgs,
    relation: 'reporter',
    hasRated: false,
    joined: null,
  };
}
