/** A town or a village, chosen from a list. */
import { useQuery } from '@tanstack/react-query';
import { readKept } from '../kept.ts';
import { useTexts } from '../texts.ts';
import { Field } from '../ui/parts.tsx';
import { townsOf } from './offline.ts';
import { portalTexts } from './texts.ts';

export type Region = { code: string; name: string };

/** Towns of a county and villages of a town are fewer than a page. */
export function useRegionsBelow(parent: string): readonly Region[] {
  const query = useQuery({
    ...readKept('GET /api/regions', { query: townsOf(parent) }),
    enabled: parent !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return query.data?.items ?? [];
}

export function RegionPick(pick: {
  label: string;
  regions: readonly Region[];
  value: string;
  /** What choosing none of them says; without it one must be chosen. */
  none?: string;
  error?: string | null;
  id?: string;
  onPick: (code: string) => void;
}) {
  const say = useTexts(portalTexts);
  const { label, error, id } = pick;
  return (
    <Field label={label} error={error} {...(id !== undefined && { id })}>
      {(tie) => (
        <select
          {...tie}
          className="input"
          value={pick.value}
          onChange={(event) => pick.onPick(event.target.value)}
        >
          <option value="" disabled={pick.none === undefined}>
            {pick.none ?? say('choose')}
          </option>
          {pick.regions.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
