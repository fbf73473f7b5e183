/** The category of a report: suggested by its words, found in the tree, or left to the centre. */
import { useMemo, useState } from 'react';
import { useNamed, useTexts } from '../../../web/texts.ts';
import { Button, Notice } from '../../../web/ui/parts.tsx';
import { likelyCategories } from './report-form.ts';
import type { Shift } from './state.ts';
import { reportTexts } from './texts.ts';

export type Category = Shift['categories'][number];

export function CategoryPicker({
  categories,
  text,
  value,
  isChosen,
  onChange,
}: {
  categories: readonly Category[];
  text: string;
  value: string | null;
  /** By the worker, and not by the words. */
  isChosen: boolean;
  onChange: (code: string | null) => void;
}) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  const [isOpen, setOpen] = useState(false);
  const chosen = categories.find((one) => one.code === value);
  const likely = useMemo(() => likelyCategories(text, categories), [text, categories]);
  const by = !isChosen && likely.find((one) => one.code === value)?.hits.join(say('wordsJoin'));
  // Another that the words speak of is one tap away, also once one was chosen.
  const others = likely.flatMap(
    ({ code }) => (code !== value && categories.find((one) => one.code === code)) || [],
  );
  const choose = (code: string | null) => {
    onChange(code);
    setOpen(false);
  };
  return (
    <fieldset className="field">
      <legend>{say('category')}</legend>
      {chosen && (
        <p className="category-chosen" aria-live="polite">
          <strong>{named(chosen)}</strong>{' '}
          {by && <span className="muted">{say('categoryBy', { words: by })}</span>}{' '}
          {!isOpen && (
            <Button look="link" onClick={() => setOpen(true)}>
              {say('categoryChange')}
            </Button>
          )}
        </p>
      )}
      {others.length > 0 && <p className="field-hint">{say('categoryLikely')}</p>}
      {others.map((one) => (
        <button
          key={one.code}
          type="button"
          className="row-button"
          onClick={() => choose(one.code)}
        >
          {named(one)}
        </button>
      ))}
      {(!chosen || isOpen) && <CategorySearch categories={categories} onChoose={choose} />}
      {chosen?.emergency && (
        <Notice tone="bad">
          <a href={`tel:${chosen.emergency}`}>{say('emergency', { phone: chosen.emergency })}</a>
        </Notice>
      )}
    </fieldset>
  );
}

function CategorySearch({
  categories,
  onChoose,
}: {
  categories: readonly Category[];
  onChoose: (code: string | null) => void;
}) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  const groups = useMemo(() => groupsOf(categories), [categories]);
  return (
    <select
      className="input"
      aria-label={say('categorySearch')}
      value=""
      onChange={(event) => onChoose(event.target.value || null)}
    >
      <option value="">{say('categoryNone')}</option>
      {groups.map(({ head, leaves }) => (
        <optgroup key={head.code} label={named(head)}>
          {leaves.map((leaf) => (
            <option key={leaf.code} value={leaf.code}>
              {named(leaf)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

/** The leaves under each first level; a category without others below is its own. */
function groupsOf(categories: readonly Category[]) {
  const parents = new Set(categories.map((one) => one.parent));
  const headOf = (one: Category): Category => {
    const parent = categories.find((other) => other.code === one.parent);
    return parent ? headOf(parent) : one;
  };
  const leaves = categories.filter((one) => !parents.has(one.code));
  const heads = [...new Set(leaves.map(headOf))];
  return heads.map((head) => ({ head, leaves: leaves.filter((leaf) => headOf(leaf) === head) }));
}
