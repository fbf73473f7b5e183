/** What narrows the board: words, town, category, state, list or map, all of it in the address. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSearchState } from '../../../../../web/router.tsx';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Button, Field } from '../../../../../web/ui/parts.tsx';
import { categoriesOf, townsOf } from './queries.ts';
import { boardTexts } from './texts.ts';

export function BoardFilters({ county }: { county: string }) {
  const say = useTexts(boardTexts);
  return (
    <search className="board-filters" aria-label={say('filters')}>
      <Words />
      <div className="board-selects">
        <Town county={county} />
        <Category county={county} />
        <Chosen name="state" label={say('state')} options={STATES} />
        <Chosen name="view" label={say('view')} options={VIEWS} />
      </div>
    </search>
  );
}

const STATES = [
  ['', 'all'],
  ['open', 'open'],
  ['closed', 'closed'],
] as const;
const VIEWS = [
  ['', 'asList'],
  ['map', 'asMap'],
] as const;

function Words() {
  const say = useTexts(boardTexts);
  const [{ q = '' }, change] = useSearchState();
  const [typed, setTyped] = useState(q);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({ q: typed.trim() === '' ? undefined : typed.trim() });
  };
  const clear = () => {
    setTyped('');
    change({ q: undefined });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Field label={say('searchLabel')} hint={say('searchHint')}>
        {(tie) => (
          <span className="board-words">
            <input
              {...tie}
              className="input"
              type="search"
              maxLength={100}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button type="submit">{say('search')}</Button>
          </span>
        )}
      </Field>
      {q !== '' && (
        <Button look="link" onClick={clear}>
          {say('clearSearch')}
        </Button>
      )}
    </form>
  );
}

/** A select whose choice stands in the address under `name`. */
function Select({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: readonly { value: string; words: string }[];
}) {
  const [search, change] = useSearchState();
  return (
    <Field label={label}>
      {(tie) => (
        <select
          {...tie}
          className="input"
          value={search[name] ?? ''}
          onChange={(event) => change({ [name]: event.target.value || undefined })}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Chosen({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: typeof STATES | typeof VIEWS;
}) {
  const say = useTexts(boardTexts);
  const worded = options.map(([value, key]) => ({ value, words: say(key) }));
  return <Select name={name} label={label} options={worded} />;
}

function Town({ county }: { county: string }) {
  const say = useTexts(boardTexts);
  const { items } = useSuspenseQuery(townsOf(county)).data;
  const options = items.map((town) => ({ value: town.code, words: town.name }));
  return (
    <Select
      name="town"
      label={say('town')}
      options={[{ value: '', words: say('allTowns') }, ...options]}
    />
  );
}

/** The classes with what is in them below; a class alone stands for all of it. */
function Category({ county }: { county: string }) {
  const say = useTexts(boardTexts);
  const named = useNamed();
  const { items } = useSuspenseQuery(categoriesOf(county)).data;
  const isClass = new Set(items.map((one) => one.parent));
  const below = (parent: string | null, depth: number): { value: string; words: string }[] =>
    items
      .filter((one) => one.parent === parent)
      .flatMap((one) => {
        const inside = below(one.code, depth + 1);
        // What the board never shows is not there to be looked for, nor a class of nothing else.
        const isFound = isClass.has(one.code) ? inside.length > 0 : one.isShown;
        const own = { value: one.code, words: `${'　'.repeat(depth)}${named(one)}` };
        return isFound ? [own, ...inside] : [];
      });
  return (
    <Select
      name="category"
      label={say('category')}
      options={[{ value: '', words: say('allCategories') }, ...below(null, 0)]}
    />
  );
}
