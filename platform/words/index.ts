/** The face of word cutting to the rest of the house. */
export { cutForIndex, cutForQuery } from './words.ts';
