/** The face of sealing to the rest of the house. */
export {
  type DataKey,
  type Keyring,
  type MasterKeys,
  makeKeyring,
  masterKeyIdOf,
} from './keyring.ts';
export { loadMasterKey, type MasterKeyConfig, masterKeyTexts } from './master-key.ts';
export { randomPool } from './random.ts';
export { SealError, seal, sha256, unseal } from './seal.ts';
