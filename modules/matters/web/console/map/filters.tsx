/** What the staff map shows: chosen here, kept in the address. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { read } from '../../../../../web/api.ts';
import type { MapFilter, MapLayer } from '../../../../../web/map/props.ts';
import { type Search, useSearchState } from '../../../../../web/router.tsx';
import { useSession } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { mapPageTexts } from './texts.ts';

const states = ['open', 'closed', 'all'] as const;
const dayChoices = [7, 30, 90, 365] as const;
export const choosable = ['matters', 'heat', 'grids'] as const;

/** The filter that an address says. */
export function filterOf(search: Search): MapFilter {
  const state = states.find((one) => one === search.state);
  const days = dayChoices.find((one) => String(one) === search.days);
  return {
    ...(state && { state }),
    ...(search.category && { category: search.category }),
    ...(days && { days }),
    ...(search.overdue === 'yes' && { isOverdue: true }),
  };
}

/** Without a word in the address: matters and grids. */
export function layersOf(search: Search): MapLayer[] {
  const named = search.layers?.split('-') ?? ['matters', 'grids'];
  return ['regions', ...choosable.filter((one) => named.includes(one))];
}

export function MapFilters({ onRefresh }: { onRefresh: () => void }) {
  const say = useTexts(mapPageTexts);
  const [search, change] = useSearchState();
  const filter = filterOf(search);
  const layers = layersOf(search);
  const set = (next: Search) => change(next, { replace: true });
  const toggle = (layer: MapLayer) => {
    const next = layers.includes(layer)
      ? layers.filter((one) => one !== layer)
      : [...layers, layer];
    set({ layers: choosable.filter((one) => next.includes(one)).join('-') || 'none' });
  };
  return (
    <form className="map-page-filters" aria-label={say('filters')}>
      <Select
        aria-label={say('state')}
        value={filter.state ?? 'open'}
        options={states.map((value) => ({ value, label: say(value) }))}
        onChange={(state) => set({ state: state === 'open' ? undefined : state })}
      />
      <CategoryChoice value={filter.category} onChange={(category) => set({ category })} />
      <Select
        aria-label={say('days')}
        value={filter.days ? String(filter.days) : ''}
        options={[
          { value: '', label: say(search.state ? 'aMonth' : 'anyTime') },
          ...dayChoices.map((days) => ({
            value: String(days),
            label: say('lastDays', { count: days }),
          })),
        ]}
        onChange={(days) => set({ days: days || undefined })}
      />
      <Checkbox
        checked={filter.isOverdue === true}
        onChange={(event) => set({ overdue: event.target.checked ? 'yes' : undefined })}
      >
        {say('isOverdue')}
      </Checkbox>
      <fieldset>
        <legend>{say('layers')}</legend>
        {choosable.map((layer) => (
          <Checkbox key={layer} checked={layers.includes(layer)} onChange={() => toggle(layer)}>
            {say(`layer_${layer}`)}
          </Checkbox>
        ))}
      </fieldset>
      <Button onClick={onRefresh}>{say('refresh')}</Button>
    </form>
  );
}

function CategoryChoice({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (code: string | undefined) => void;
}) {
  const say = useTexts(mapPageTexts);
  const named = useNamed();
  const county = useSession().counties?.[0] ?? '';
  const { items } = useSuspenseQuery({
    ...read('GET /api/categories', { query: { county } }),
    staleTime: 600_000,
  }).data;
  const options = [
    { value: '', label: say('anyCategory') },
    ...items.map((one) => ({ value: one.code, label: named(one) })),
  ];
  return (
    <Select
      aria-label={say('category')}
      className="map-page-category"
      value={value ?? ''}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      onChange={(code) => onChange(code || undefined)}
    />
  );
}
