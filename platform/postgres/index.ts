/** The face of the embedded PostgreSQL to the rest of the house. */
export {
  findServer,
  type LaunchOptions,
  launchPostgres,
  type ScratchServer,
  type Server,
  type ServerUrls,
} from './launch.ts';
export { launchRefusalText } from './texts.ts';
