/** The filters above a list: they stand in the address; named ones are kept on the device. */
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Select, Tag } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { useSearchState } from '../../../../../web/router.tsx';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { PlaceChoice, usePlaceChosen } from '../place/place.tsx';
import { type Filters, filterNames, readSaved, type SavedFilter, withSaved } from './rules.ts';
import { queueTexts } from './texts.ts';

export function QueueFilters({ filters }: { filters: Filters }) {
  const say = useTexts(queueTexts);
  const [, change] = useSearchState();
  const isFiltered = Object.keys(filters).length > 0;
  const [isOpen, setOpen] = useState(false);
  const clear = () => change(Object.fromEntries(filterNames.map((name) => [name, undefined])));
  return (
    <section aria-label={say('filters')}>
      <Button
        className="queue-fold"
        aria-expanded={isOpen}
        onClick={() => setOpen((before) => !before)}
      >
        {isFiltered ? say('filtersOn', { count: Object.keys(filters).length }) : say('filters')}
      </Button>
      <div className={isOpen ? 'queue-filters is-open' : 'queue-filters'}>
        <PlaceChoice />
        <CategoryChoice value={filters.category} />
        <UrgencyChoice value={filters.urgency} />
        <DayField name="from" value={filters.from} />
        <DayField name="to" value={filters.to} />
        {isFiltered && <Button onClick={clear}>{say('clear')}</Button>}
        <SavedFilters filters={filters} isFiltered={isFiltered} />
      </div>
    </section>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <span className="queue-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </span>
  );
}

function CategoryChoice({ value }: { value: string | undefined }) {
  const say = useTexts(queueTexts);
  const named = useNamed();
  const [, change] = useSearchState();
  const { county } = usePlaceChosen();
  const { data } = useQuery({
    ...read('GET /api/categories', { query: { county } }),
    enabled: county !== '',
    staleTime: 600_000,
  });
  const options = (data?.items ?? []).map((one) => ({ value: one.code, label: named(one) }));
  return (
    <Labelled label={say('category')}>
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          value={value ?? ''}
          popupMatchSelectWidth={false}
          onChange={(next) => change({ category: next || undefined })}
          options={[{ value: '', label: say('allCategories') }, ...options]}
        />
      )}
    </Labelled>
  );
}

function UrgencyChoice({ value }: { value: string | undefined }) {
  const say = useTexts(queueTexts);
  const [, change] = useSearchState();
  return (
    <Labelled label={say('urgency')}>
      {(id) => (
        <Select
          id={id}
          value={value ?? ''}
          onChange={(next) => change({ urgency: next || undefined })}
          options={[
            { value: '', label: say('allUrgencies') },
            { value: 'urgent', label: say('urgent') },
            { value: 'normal', label: say('normal') },
          ]}
        />
      )}
    </Labelled>
  );
}

/** The browser's own: it is typed, spoken and tapped as people know it. */
function DayField({ name, value }: { name: 'from' | 'to'; value: string | undefined }) {
  const say = useTexts(queueTexts);
  const [, change] = useSearchState();
  return (
    <Labelled label={say(name)}>
      {(id) => (
        <Input
          id={id}
          type="date"
          value={value ?? ''}
          onChange={(event) => change({ [name]: event.target.value || undefined })}
        />
      )}
    </Labelled>
  );
}

const KEPT_AS = 'linli.queue.filters';

function SavedFilters({ filters, isFiltered }: { filters: Filters; isFiltered: boolean }) {
  const say = useTexts(queueTexts);
  const [saved, setSaved] = useState(() => readSaved(localStorage.getItem(KEPT_AS)));
  const [isNaming, setNaming] = useState(false);
  const [search, change] = useSearchState();
  const keep = (next: SavedFilter[]) => {
    localStorage.setItem(KEPT_AS, JSON.stringify(next));
    setSaved(next);
  };
  const save = (name: string) => {
    const queue: Record<string, string> = search.queue ? { queue: search.queue } : {};
    keep(withSaved(saved, { name, search: { ...queue, ...filters } }));
    setNaming(false);
  };
  const apply = (one: SavedFilter) => {
    const none = Object.fromEntries(filterNames.map((name) => [name, undefined]));
    change({ ...none, ...one.search });
  };
  return (
    <div className="queue-saved">
      {saved.length > 0 && <span>{say('saved')}</span>}
      {saved.map((one) => (
        <Tag
          key={one.name}
          closable={{ 'aria-label': say('drop', { name: one.name }) }}
          onClose={(event) => {
            event.preventDefault();
            keep(saved.filter(({ name }) => name !== one.name));
          }}
        >
          <button type="button" className="queue-plain" onClick={() => apply(one)}>
            {one.name}
          </button>
        </Tag>
      ))}
      {isFiltered && (
        <Button type="link" onClick={() => setNaming(true)}>
          {say('saveAs')}
        </Button>
      )}
      {isNaming && <NameFilter onSave={save} onCancel={() => setNaming(false)} />}
    </div>
  );
}

function NameFilter(on: { onSave: (name: string) => void; onCancel: () => void }) {
  const say = useTexts(queueTexts);
  const [name, setName] = useState('');
  const id = useId();
  return (
    <Modal
      open
      title={say('saveAs')}
      okText={say('save')}
      cancelText={say('cancel')}
      okButtonProps={{ disabled: name.trim() === '' }}
      onOk={() => on.onSave(name.trim())}
      onCancel={on.onCancel}
    >
      <label htmlFor={id}>{say('saveName')}</label>
      <Input
        id={id}
        value={name}
        maxLength={20}
        autoFocus
        onChange={(event) => setName(event.target.value)}
        onPressEnter={() => name.trim() !== '' && on.onSave(name.trim())}
      />
      <p className="queue-soft">{say('saveHelp')}</p>
    </Modal>
  );
}
