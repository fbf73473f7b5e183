/** The face of the checks to the rest of the house. */
export {
  checkRole,
  type DatabaseFacts,
  databaseWhat,
  judgeFacts,
  masterKeysNeeded,
  readFacts,
} from './database.ts';
export { type Check, type Finding, findingLine, runChecks, type Said } from './finding.ts';
export { checkFiles, checkFolder, checkNode, checkTls, machineWhat } from './machine.ts';
