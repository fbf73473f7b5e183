/** Answers what the installation says of itself; the facts come from whoever starts it. */
import { type About, aboutApi } from './contract.ts';
import { type HttpModule, httpModule } from './serve.ts';

export function aboutHttp(facts: () => About): HttpModule {
  return httpModule('about', aboutApi, { getAbout: () => facts() }, {});
}
