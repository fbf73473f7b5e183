/** The category: suggested first, any other a search away, then its own questions. */
import { useState } from 'react';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Choices, type Option } from '../../../../../web/ui/parts.tsx';
import type { Category } from '../../report/draft.ts';
import { questionsOf, useCategories, usePreview } from '../../report/preview.ts';
import { CategoryQuestions } from './category-questions.tsx';
import { EmergencyNote, NextButton, type StepProps } from './parts.tsx';
import { reportTexts } from './texts.ts';

const NONE = '-';

export function KindStep({ handle, county, gaps, onNext }: StepProps) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  const { draft, change } = handle;
  const preview = usePreview(draft).data;
  const categories = useCategories(county);
  const [isOpen, setOpen] = useState(false);
  const suggested = categories.find(({ code }) => code === preview?.suggestedCategory);
  const chosen = categories.find(({ code }) => code === draft.category);
  const options = [suggested, chosen]
    .filter((one, at, all) => one !== undefined && all.indexOf(one) === at)
    .map((one): Option => optionOf(one as Category, named, one === suggested && say('suggested')));
  const choose = (code: string) => {
    change({ category: code === NONE ? null : code, isCategoryChosen: true });
    setOpen(false);
  };
  return (
    <>
      <Choices
        legend={say('kind')}
        hint={say('kindHint')}
        options={[...options, { value: NONE, label: say('noKind') }]}
        value={draft.category ?? NONE}
        onChange={choose}
      />
      {isOpen || categories.length === 0 ? (
        <OtherKinds categories={categories} onChoose={choose} />
      ) : (
        <p>
          <button type="button" className="button button-plain" onClick={() => setOpen(true)}>
            {say('otherKind')}
          </button>
        </p>
      )}
      <EmergencyNote number={preview?.emergency} />
      <CategoryQuestions
        questions={questionsOf(categories, draft.category)}
        fields={draft.fields}
        gaps={gaps.filter(({ step }) => step === 'kind')}
        onChange={(fields) => change({ fields })}
      />
      <NextButton onNext={onNext} />
    </>
  );
}

function optionOf(category: Category, named: (one: Category) => string, hint: string | false) {
  return { value: category.code, label: named(category), ...(hint && { hint }) };
}

/** All that can be chosen, under those above them; a category with others below is a heading. */
function OtherKinds({
  categories,
  onChoose,
}: {
  categories: readonly Category[];
  onChoose: (code: string) => void;
}) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  const [words, setWords] = useState('');
  const parents = new Set(categories.map(({ parent }) => parent));
  const leaves = categories.filter(
    (one) =>
      !parents.has(one.code) &&
      `${one.zh}${one.en.toLowerCase()}`.includes(words.trim().toLowerCase()),
  );
  const groups = Map.groupBy(leaves, (one) => rootOf(categories, one));
  return (
    <section className="report-kinds">
      <label htmlFor="report-find-kind">{say('findKind')}</label>
      <input
        id="report-find-kind"
        className="input"
        type="search"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {[...groups].map(([root, below]) => (
        <div key={root.code}>
          <h2>{named(root)}</h2>
          <ul className="report-chips">
            {below.map((one) => (
              <li key={one.code}>
                <button type="button" onClick={() => onChoose(one.code)}>
                  {named(one)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {groups.size === 0 && <p className="muted">{say('foundNone')}</p>}
    </section>
  );
}

function rootOf(categories: readonly Category[], one: Category): Category {
  const above = categories.find(({ code }) => code === one.parent);
  return above ? rootOf(categories, above) : one;
}
