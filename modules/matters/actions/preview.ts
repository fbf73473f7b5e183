/**
 * What would happen to a report and by when, if it were sent now. The same functions as the real
 * registration, up to the point where that begins to write: nothing is written here, and no number
 * is taken.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { PreviewAnswer, PreviewBody } from '../contract/preview.ts';
import { emergencyOf, guessCategory } from '../rules/category.ts';
import type { Draft } from '../rules/draft.ts';
import { explainClock } from '../rules/explain.ts';
import { namedOrg } from '../rules/names.ts';
import { plainDue, plainTerm } from '../rules/plain-due.ts';
import { laterTerms } from '../rules/preview.ts';
import { birthDraft, bornMatter, type Intake } from './birth.ts';
import { presentExplained } from './clocks.ts';
import type { ActContext } from './load.ts';
import { nearAt } from './near.ts';
import { placeOf, weighIntake } from './register.ts';
import type { MattersWorld, Place } from './world.ts';

/** Refuses PLACE_UNKNOWN, CATEGORY_UNKNOWN, CENTRE_MISSING, as the registration would. */
export async function previewReport(
  world: MattersWorld,
  ctx: RequestContext,
  report: PreviewBody,
): Promise<PreviewAnswer> {
  const place = await placeOf(world, report, ctx.now);
  if (!place) return refuse('PLACE_UNKNOWN', { fields: [{ path: 'body.point', code: 'outside' }] });
  const as = { ...ctx, actor: asReporter(ctx) };
  const intake = { ...(await weighIntake(world, as, report, place)), number: '' };
  const draft = draftOf(world, as, intake);
  const { categories } = intake.rules;
  const guessed = guessCategory(categories, report.text);
  const places = await world.places();
  const { route, ownerOrg, region, isPrivate } = settledOf(draft);
  return {
    county: place.county,
    place: { region, grid: place.grid, words: places.nameOf(region, ctx.now) },
    suggestedCategory: guessed?.code ?? null,
    suggestedBy: guessed?.hits ?? [],
    category: intake.category?.code ?? null,
    isPrivate,
    emergency: emergencyOf(categories, report.category ?? null, report.text),
    near: await nearOf(world, ctx, intake, report.category ?? guessed?.code ?? null),
    owner: namedOrg(world.orgs, ownerOrg),
    route: {
      org: route?.org ? namedOrg(world.orgs, route.org) : null,
      zh: route?.zh ?? '',
      en: route?.en ?? '',
    },
    clocks: clocksOf(world, draft),
    later: laterTerms(draft).map((term) => ({ ...term, term: plainTerm(term) })),
    afterwards: draft.view.definition.afterwards ?? null,
  };
}

/** Somebody not signed in yet will send it as a resident. */
function asReporter({ actor }: ActContext): ActContext['actor'] {
  return actor.kind === 'nobody' ? { kind: 'resident', account: '' } : actor;
}

function draftOf(world: MattersWorld, ctx: ActContext, intake: Intake): Draft {
  const words = { id: ctx.newId(), title: '', body: '', placeText: '', parties: [] };
  return birthDraft(world, ctx, intake, bornMatter(world, ctx, intake, words));
}

function settledOf({ state }: Draft) {
  const { ownerOrg, region, isPrivate, facts } = state.matter;
  return { ownerOrg, region, isPrivate, route: facts.route };
}

function nearOf(
  world: MattersWorld,
  ctx: RequestContext,
  { place, rules, report }: Intake,
  category: string | null,
) {
  const spot = pointOf(place);
  return spot ? nearAt(world, ctx, rules, spot, { text: report.text, category }) : [];
}

function pointOf({ county, lon, lat }: Place) {
  return lon === null || lat === null ? null : { county, lon, lat };
}

function clocksOf(world: MattersWorld, draft: Draft) {
  const { definition, rules } = draft.view;
  return draft.state.clocks.map((clock) => {
    const explained = explainClock(clock, definition, rules.calendar);
    return { ...presentExplained(explained), org: null, plain: plainDue(explained, world.zone) };
  });
}
