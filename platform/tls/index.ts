/** The face of making certificates to the rest of the house. */
export { isHost, makeTlsFiles, type TlsFiles } from './certificate.ts';
