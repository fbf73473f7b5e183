/** The face of word cutting to the rest of the house. */
export { cutForIndex, cutForQuery, loadDictionary } from './words.ts';
