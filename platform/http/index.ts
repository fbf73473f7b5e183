/** The face of HTTP to the rest of the house. */
export { aboutHttp } from './about.ts';
export { type AppOptions, makeApp } from './app.ts';
export type { RequestContext, UploadedFile } from './context.ts';
export { type About } from './contract.ts';
export { addEdges, type EdgeOptions } from './edges.ts';
export { addFaces, areFacesBuilt, type PageAsked } from './faces.ts';
export type { Figure } from './metrics.ts';
export {
  type Described,
  type DescribeInfo,
  describe,
  type OpenApi,
} from './openapi/describe.ts';
export type { Notice } from './pages/home.ts';
export { type Problem, platformTexts, toProblem } from './problem.ts';
export { answerFile } from './ranges.ts';
export {
  type Handlers,
  type HttpModule,
  httpModule,
  type ServeOptions,
  serve,
} from './serve.ts';
