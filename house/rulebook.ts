/** The rulebook as this house checks it, and the rules that an installation begins with. */
import { kindCodes, kindDocuments, names } from '../kinds.ts';
import { checkClauses, clauseDocuments } from '../modules/agreements/index.ts';
import { checkMapDocument, MAP_KIND } from '../modules/geography/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import {
  checkProcessBody,
  defaultDocuments,
  documentCheckers,
  draw,
  drawPage,
  type ProcessDefinition,
} from '../modules/matters/index.ts';
import { checkTemplates } from '../modules/messaging/index.ts';
import { type FirstDocument, makeRulebook, type Rulebook } from '../modules/rulebook/index.ts';
import { chineseCalendar, publishedYears } from '../platform/calendar.ts';
import type { HouseOptions } from './parts.ts';

export function rulebookOf({ db, kinds }: HouseOptions, identity: Identity): Rulebook {
  return makeRulebook({
    db,
    checkers: {
      ...documentCheckers(vocabulary(identity, kinds)),
      [MAP_KIND]: checkMapDocument,
      templates: checkTemplates(),
      clauses: checkClauses,
    },
    drawProcess: (body) => draw(body as ProcessDefinition),
    mayPublishForAll: (actor) => actor.kind === 'system',
    realMs: () => performance.now(),
  });
}

export function vocabulary(identity: Identity, more: readonly string[] = []) {
  return {
    get roles() {
      return new Set(identity.roleCodes());
    },
    guards: new Set(Object.keys(names.guards)),
    effects: new Set(Object.keys(names.effects)),
    kinds: new Set([...kindCodes, ...more]),
  };
}

/** For `linli process check` and `draw`, which need no database. */
export function processTools(roles: readonly string[]) {
  const words = {
    roles: new Set(roles),
    guards: new Set(Object.keys(names.guards)),
    effects: new Set(Object.keys(names.effects)),
  };
  return {
    check: (body: unknown) => checkProcessBody(body, words),
    drawPage: (body: unknown) => drawPage(body as ProcessDefinition),
  };
}

/** The rules that an installation begins with; a centre publishes its own later. */
export function firstDocuments(): FirstDocument[] {
  const { from, to } = publishedYears();
  return [
    { kind: 'calendar', name: 'main', body: chineseCalendar({ from, to }) },
    ...kindDocuments(),
    ...defaultDocuments(),
    ...clauseDocuments(),
  ];
}
