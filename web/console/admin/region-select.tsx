/** A region found by its name or code, below a county. */
import { useQuery } from '@tanstack/react-query';
import { Select, Spin } from 'antd';
import { useState } from 'react';
import { api } from '../../api.ts';

type Option = { value: string; label: string };

export function RegionSelect({
  under,
  id,
  value,
  onChange,
  placeholder,
  isMany = false,
}: {
  under: string;
  id?: string;
  value?: string | string[] | undefined;
  onChange?: (code: string | string[] | undefined) => void;
  placeholder?: string;
  isMany?: boolean;
}) {
  const [words, setWords] = useState('');
  // Closed after each choice: Tab in an open list would take the choice back.
  const [isOpen, setOpen] = useState(false);
  const found = useQuery({
    queryKey: ['regions.find', under, words],
    queryFn: () => findRegions(under, words),
    placeholderData: (before) => before,
  });
  return (
    <Select
      {...(id && { id })}
      {...(isMany && { mode: 'tags' as const })}
      value={value ?? (isMany ? [] : null)}
      open={isOpen}
      onOpenChange={setOpen}
      onChange={(code: string | string[] | null) => {
        setOpen(false);
        onChange?.(code ?? undefined);
      }}
      options={found.data ?? []}
      showSearch={{ filterOption: false, onSearch: setWords }}
      allowClear
      notFoundContent={found.isFetching ? <Spin size="small" /> : null}
      placeholder={placeholder}
      style={{ width: '100%' }}
    />
  );
}

async function findRegions(under: string, words: string): Promise<Option[]> {
  const q = words.trim();
  const query = q === '' ? { parent: under, limit: 100 } : { q, under, limit: 50 };
  const [found, itself] = await Promise.all([
    api('GET /api/regions', { query }),
    // What a list of children leaves out: the place that they are children of.
    q === '' ? api('GET /api/regions', { query: { code: under } }) : null,
  ]);
  const items = [...(itself?.items ?? []), ...found.items];
  return items.map((region) => ({ value: region.code, label: `${region.name} ${region.code}` }));
}
