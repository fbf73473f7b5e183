/** The kind `petition` (信访事项): its process as data, its guards and effects, its endpoints. */
import { join } from 'node:path';
import type { HttpModule } from '../../platform/http/index.ts';
import { renderPaper } from '../../platform/papers/index.ts';
import type { Beside, Kind } from '../matters/index.ts';
import { noteAct } from './actions/waiting.ts';
import type { PetitionsWorld } from './actions/world.ts';
import { petitionsRoutes } from './routes.ts';
import { careEffects, careGuards } from './rules/care.ts';
import { effects } from './rules/effects.ts';
import { guards } from './rules/guards.ts';
import { papers } from './rules/papers.ts';
import { carryWaiting } from './store.ts';
import { petitionsTexts } from './texts.ts';

export const kind: Kind = {
  code: 'petition',
  processFile: join(import.meta.dirname, 'process/petition.yaml'),
  guards: { ...guards, ...careGuards },
  effects: { ...effects, ...careEffects },
  texts: petitionsTexts,
  papers,
};

export type Petitions = {
  http: HttpModule;
  /** Told of what happens to matters, in its transaction. */
  beside: Beside;
};

export function makePetitions(base: Omit<PetitionsWorld, 'render'>): Petitions {
  const world = { ...base, render: renderPaper };
  return {
    http: petitionsRoutes(world),
    beside: {
      acted: (tx, _ctx, done) => noteAct(world, tx, done),
      moved: carryWaiting,
      // Nothing of a person is kept beside petitions.
      erased: async () => undefined,
    },
  };
}
