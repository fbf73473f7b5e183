/** The rows of the register, and their kinds in the order in which people choose them. */
import type { Answer } from '../../../../../web/api.ts';

export type NamedPlace = Answer<'GET /api/places/register'>['items'][number];
export const placeKinds = ['building', 'compound', 'public', 'grid'] as const;
export const registerKey = 'GET /api/places/register';
