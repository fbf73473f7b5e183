/**
 * What an id or a code is picked from. Each is given `id`, `value` and `onChange` by the form item
 * around it.
 */

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Cascader, Input, Radio, Select, TreeSelect } from 'antd';
import { useState } from 'react';
import { api, read } from '../../../../../web/api.ts';
import { consolePaths } from '../../../../../web/paths.ts';
import { useMarks, useNamed, useTexts } from '../../../../../web/texts.ts';
import { type Field, type Matter, nearestFirst, type Values } from './form-rules.ts';
import { nearQuery } from './links.tsx';
import { countyOf, orgsQuery } from './reads.ts';
import { matterTexts } from './texts.ts';

/** What the form item hands to its control. */
type Bound<T> = { id?: string; value?: T; onChange?: (value: T | undefined) => void };

export function OrgField({
  field,
  matter,
  ...bound
}: Bound<string | string[]> & { field: Field; matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { data, isPending } = useQuery(orgsQuery(countyOf(matter.number)));
  const options = nearestFirst(data ?? [], matter.region).map((org) => ({
    value: org.id,
    label: named({ zh: org.nameZh, en: org.nameEn }),
    words: `${org.nameZh} ${org.nameEn ?? ''}`.toLowerCase(),
  }));
  const suggested = options.find((option) => option.value === field.suggested);
  const isRoute = suggested && matter.route?.org === suggested.value;
  return (
    <>
      <Select
        {...bound}
        // Until it is known what it is called, an id says nothing.
        {...(isPending && { value: undefined })}
        {...(field.picks === 'orgs' && { mode: 'multiple' as const })}
        loading={isPending}
        allowClear
        placeholder={say('chooseOrg')}
        options={options}
        showSearch={{
          filterOption: (words, option) => option?.words.includes(words.toLowerCase()) ?? false,
        }}
      />
      {isRoute && (
        <div className="matter-soft">{say('suggestion', { name: named(matter.route) })}</div>
      )}
    </>
  );
}

const orgOfPost: Readonly<Record<string, readonly string[]>> = {
  subjectPost: ['subjectOrg'],
  post: ['org', 'supportingOrg'],
};

/** The posts of the organisation named above it, else of the one that handles. */
export function PostField({
  name,
  matter,
  values,
  ...bound
}: Bound<string> & { name: string; matter: Matter; values: Values }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const marks = useMarks();
  const chosen = (orgOfPost[name] ?? []).map((field) => values[field]).find((id) => id);
  const org = typeof chosen === 'string' ? chosen : (matter.handlingOrg?.id ?? null);
  const { data } = useQuery({
    ...read('GET /api/orgs/{id}/posts', { params: { id: org ?? '' } }),
    enabled: org !== null,
  });
  const options = data?.items.map((post) => ({
    value: post.id,
    label: post.title ? marks.aside(post.title, named(post.role)) : named(post.role),
  }));
  const placeholder = org === null ? say('firstOrg') : say('choosePost');
  return (
    <Select
      {...bound}
      allowClear
      disabled={org === null}
      placeholder={placeholder}
      notFoundContent={say('noPosts')}
      options={options ?? []}
    />
  );
}

export function CategoryField({ matter, ...bound }: Bound<string> & { matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const query = { county: countyOf(matter.number) };
  const { data, isPending } = useQuery(read('GET /api/categories', { query }));
  const items = data?.items ?? [];
  const below = (parent: string | null): object[] =>
    items
      .filter((one) => one.parent === parent)
      .map((one) => ({
        value: one.code,
        title: named(one),
        words: `${one.zh} ${one.en}`.toLowerCase(),
        children: below(one.code),
      }));
  return (
    <TreeSelect
      {...bound}
      {...(isPending && { value: undefined })}
      loading={isPending}
      allowClear
      placeholder={say('chooseCategory')}
      treeData={below(null)}
      showSearch={{
        filterTreeNode: (words, node) => String(node.words).includes(words.toLowerCase()),
      }}
    />
  );
}

type Place = { value: string; label: string; isLeaf: boolean; children?: Place[] };
const VILLAGE = 12;

async function placesBelow(parent: string): Promise<Place[]> {
  const answer = await api('GET /api/regions', { query: { parent, limit: 100 } });
  return answer.items.map(({ code, name }) => ({
    value: code,
    label: name,
    isLeaf: code.length >= VILLAGE,
  }));
}

/** County, town, village within the province; loaded as it is opened. */
export function RegionField({
  matter,
  value,
  onChange,
  ...rest
}: Bound<string> & { matter: Matter }) {
  const say = useTexts(matterTexts);
  const top = countyOf(matter.number).slice(0, 4);
  const [places, setPlaces] = useState<Place[] | null>(null);
  const { isPending } = useQuery({
    queryKey: ['places', top],
    queryFn: async () => {
      const found = await placesBelow(top);
      setPlaces(found);
      return found;
    },
  });
  const load = async (path: { value?: string | number | null }[]) => {
    const parent = path.at(-1)?.value;
    if (typeof parent !== 'string') return;
    const children = await placesBelow(parent);
    setPlaces((old) => withChildren(old ?? [], parent, children));
  };
  return (
    <Cascader
      {...rest}
      value={pathTo(value)}
      onChange={(path) => {
        const last = (path as (string | number | null)[] | undefined)?.at(-1);
        onChange?.(typeof last === 'string' ? last : undefined);
      }}
      changeOnSelect
      loading={isPending}
      placeholder={say('chooseRegion')}
      options={places ?? []}
      loadData={(path) => void load(path)}
    />
  );
}

function withChildren(places: readonly Place[], parent: string, children: Place[]): Place[] {
  return places.map((place) => {
    if (place.value === parent) return { ...place, children };
    return place.children && parent.startsWith(place.value)
      ? { ...place, children: withChildren(place.children, parent, children) }
      : place;
  });
}

/** The codes on the way to a region, each the beginning of the next. */
function pathTo(code: string | undefined): string[] {
  if (!code) return [];
  return [6, 9, 12].filter((width) => width <= code.length).map((width) => code.slice(0, width));
}

/** Another matter: one that lies nearby, or any by its number, looked at before it is named. */
export function MatterField({
  matter,
  id,
  value = '',
  onChange,
}: Bound<string> & { matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const marks = useMarks();
  const near = useQuery(nearQuery(matter.number)).data?.items ?? [];
  const number = value.trim();
  const isNumber = /^\w{1,12}-\d{2}-\d{5,}$/.test(number) && number !== matter.number;
  const other = useQuery({
    ...read('GET /api/matters/{number}', { params: { number } }),
    enabled: isNumber,
  });
  return (
    <>
      <Input
        {...(id && { id })}
        value={value}
        placeholder={matter.number}
        onChange={(event) => onChange?.(event.target.value)}
      />
      {near.length > 0 && (
        <Radio.Group
          className="matter-near"
          aria-label={say('near')}
          value={value}
          onChange={(event) => onChange?.(String(event.target.value))}
          options={near.map((one) => ({
            value: one.number,
            label: marks.aside(one.title, marks.list([one.number, named(one.why)])),
          }))}
        />
      )}
      {other.isError && <div className="matter-late">{say('notFound')}</div>}
      {other.data && (
        <div className="matter-soft">
          {other.data.title} · {named(other.data.stage)}{' '}
          <Link to={consolePaths.matter(number)} target="_blank">
            <Button size="small" type="link">
              {say('checkNumber')}
            </Button>
          </Link>
        </div>
      )}
    </>
  );
}
