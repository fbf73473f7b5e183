/** The demo district (上海市金山区), loaded on first start unless LINLI_DEMO=0. */
export { type DemoDoors, demoDoors } from './actions/doors.ts';
export { type GrowOptions, growCity } from './actions/grow.ts';
export type { DemoHouse, DemoOptions } from './actions/house.ts';
export { type Loaded, loadDemo } from './actions/load.ts';
export { addDemoCommands, type DemoCommandContext } from './commands/index.ts';
export { holdsDemo } from './store/stories.ts';
export { growTexts } from './texts.ts';
