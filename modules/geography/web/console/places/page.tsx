/** The register of named places: found, added, changed, taken in from files, printed as sheets. */
import './places.css';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '../../../../../web/api.ts';
import { ConsoleTitle, ProblemNotice } from '../../../../../web/console/states.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useSearchState } from '../../../../../web/router.tsx';
import { sharedTexts } from '../../../../../web/shared-texts.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { ImportPlaces } from './import-places.tsx';
import { type NamedPlace, placeKinds, registerKey } from './kinds.ts';
import { PlaceForm } from './place-form.tsx';
import { PlaceTable } from './place-table.tsx';
import { namedPlaceTexts } from './texts.ts';

const PAGE = 50;

export function PlacesPage() {
  const say = useTexts(namedPlaceTexts);
  const shared = useTexts(sharedTexts);
  const client = useQueryClient();
  const list = useRegister();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<'add' | 'import' | NamedPlace | null>(null);
  const [told, setTold] = useState('');
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const done = (words: string) => {
    setTold(words);
    if (open !== 'import') setOpen(null);
    void client.invalidateQueries({ queryKey: [registerKey] });
  };
  return (
    <>
      <ConsoleTitle name={say('title')} />
      <p className="places-help">{say('help')}</p>
      <Toolbar onAdd={() => setOpen('add')} onImport={() => setOpen('import')} chosen={chosen} />
      <p aria-live="polite" className="places-told">
        {told}
      </p>
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      <PlaceTable
        items={items}
        isWaiting={list.isPending}
        chosen={chosen}
        onChoose={setChosen}
        onEdit={setOpen}
        onDone={done}
      />
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {shared('more')}
        </Button>
      )}
      {(open === 'add' || (open !== null && typeof open === 'object')) && (
        <PlaceForm
          place={open === 'add' ? null : open}
          onClose={() => setOpen(null)}
          onDone={done}
        />
      )}
      {open === 'import' && <ImportPlaces onClose={() => setOpen(null)} onDone={done} />}
    </>
  );
}

function useRegister() {
  const [search] = useSearchState();
  const kind = placeKinds.find((one) => one === search.kind);
  const isActive =
    search.state === 'both' ? undefined : search.state === 'ended' ? 'false' : 'true';
  const query = {
    ...(search.q && { q: search.q }),
    ...(kind && { kind }),
    ...(isActive && ({ isActive } as const)),
    limit: PAGE,
  };
  return useInfiniteQuery({
    queryKey: [registerKey, query],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api(
        'GET /api/places/register',
        { query: { ...query, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    getNextPageParam: (page) => page.next,
  });
}

function Toolbar({
  onAdd,
  onImport,
  chosen,
}: {
  onAdd: () => void;
  onImport: () => void;
  chosen: ReadonlySet<string>;
}) {
  const say = useTexts(namedPlaceTexts);
  const [search, change] = useSearchState();
  const set = (next: Record<string, string | undefined>) => change(next, { replace: true });
  return (
    <div className="places-toolbar">
      <Input.Search
        aria-label={say('search')}
        placeholder={say('search')}
        defaultValue={search.q ?? ''}
        allowClear
        onSearch={(q) => set({ q: q.trim() || undefined })}
      />
      <Select
        aria-label={say('kind')}
        value={search.kind ?? ''}
        options={[
          { value: '', label: say('anyKind') },
          ...placeKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) })),
        ]}
        onChange={(kind) => set({ kind: kind || undefined })}
      />
      <Select
        aria-label={say('state')}
        value={search.state ?? 'standing'}
        options={(['standing', 'ended', 'both'] as const).map((value) => ({
          value,
          label: say(value),
        }))}
        onChange={(state) => set({ state: state === 'standing' ? undefined : state })}
      />
      <Button type="primary" onClick={onAdd}>
        {say('add')}
      </Button>
      <Button onClick={onImport}>{say('import')}</Button>
      <PrintLink chosen={chosen} />
    </div>
  );
}

function PrintLink({ chosen }: { chosen: ReadonlySet<string> }) {
  const say = useTexts(namedPlaceTexts);
  if (chosen.size === 0) return <span className="places-soft">{say('printNone')}</span>;
  return (
    <Link
      className="places-print-link"
      to={consolePaths.placeSheets}
      search={{ codes: [...chosen].join(',') }}
    >
      {say('print', { count: chosen.size })}
    </Link>
  );
}
