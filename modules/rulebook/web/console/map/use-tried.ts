/** What the server says of map settings that are not published. */
import { useQuery } from '@tanstack/react-query';
import { type Answer, api, Problem } from '../../../../../web/api.ts';
import type { MapSettingsDocument } from '../words.ts';
import { isSound } from './written.ts';

type Tried = Answer<'POST /api/map/try'>;

export type TriedMap = {
  settings: Tried['settings'] | undefined;
  /** Undefined while it is asked. */
  file: Tried['file'] | undefined;
  /** Not yet filled in so that it could be drawn. */
  isFaulty: boolean;
  error: unknown;
};

export function useTried(county: string, draft: MapSettingsDocument): TriedMap {
  const isReady = isSound(draft);
  const { data, error } = useQuery({
    queryKey: ['map.try', county, draft],
    enabled: isReady,
    queryFn: () => api('POST /api/map/try', { body: { county, draft } }),
  });
  const isFaulty = !isReady || (error instanceof Problem && error.code === 'RULEBOOK_FAULTY');
  return { settings: data?.settings, file: data?.file, isFaulty, error: isFaulty ? null : error };
}
