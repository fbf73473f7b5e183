/** Categories as a tree, each with its form; edited together, published as one document. */
import { App, Button, Empty, Input, Tree } from 'antd';
import { useState } from 'react';
import { BegunOn } from '../../../../../web/console/admin/begun.tsx';
import { CountySelect, NeedsCounty } from '../../../../../web/console/admin/parts.tsx';
import { type Rule, useRule } from '../../../../../web/console/admin/rule.ts';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { useSearchState } from '../../../../../web/router.tsx';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { categoryTree } from '../category-select.tsx';
import { useDraft } from '../draft.ts';
import { RuleEditor } from '../editor.tsx';
import { categoryTexts } from '../texts.ts';
import { bodyOf, type CategoriesDocument, type Category } from '../words.ts';
import { AddCategory } from './add-category.tsx';
import { CategoryForm } from './category-form.tsx';

export function CategoriesPage() {
  const say = useTexts(categoryTexts);
  return (
    <>
      <ConsoleTitle name={say('title')}>
        <CountySelect />
      </ConsoleTitle>
      <NeedsCounty>{(county) => <OfCounty key={county} county={county} />}</NeedsCounty>
    </>
  );
}

function OfCounty({ county }: { county: string }) {
  const rule = useRule(county, 'categories');
  return <BegunOn rule={rule}>{(begun) => <Editor rule={begun} />}</BegunOn>;
}

function Editor({ rule }: { rule: Rule }) {
  const say = useTexts(categoryTexts);
  const draft = useDraft<CategoriesDocument>(bodyOf(rule.held, { categories: [] }));
  const [search, goTo] = useSearchState();
  const [revision, setRevision] = useState(0);
  const { categories } = draft.value;
  const chosen = categories.find((one) => one.code === search.category);
  const change = (next: readonly Category[]) => draft.change({ categories: [...next] });
  const reset = () => {
    draft.reset();
    setRevision(revision + 1);
  };
  return (
    <RuleEditor
      rule={rule}
      draft={{ ...draft, reset }}
      help={say('help')}
      affects={<p>{say('affects')}</p>}
    >
      <div className="admin-split">
        <CategoryTree
          categories={categories}
          chosen={chosen}
          onChoose={(category) => goTo({ category })}
          onChange={change}
        />
        <section className="admin-panel" aria-label={say('title')}>
          {chosen ? (
            <>
              <RemoveCategory
                category={chosen}
                categories={categories}
                onRemove={() => {
                  goTo({ category: chosen.parent ?? undefined });
                  change(categories.filter((one) => one !== chosen));
                }}
              />
              <CategoryForm
                key={`${chosen.code} ${revision}`}
                county={rule.county}
                category={chosen}
                categories={categories}
                onChange={(next) => change(categories.map((one) => (one === chosen ? next : one)))}
              />
            </>
          ) : (
            <Empty description={say('choose')} />
          )}
        </section>
      </div>
    </RuleEditor>
  );
}

function CategoryTree({
  categories,
  chosen,
  onChoose,
  onChange,
}: {
  categories: readonly Category[];
  chosen: Category | undefined;
  onChoose: (code: string) => void;
  onChange: (next: readonly Category[]) => void;
}) {
  const say = useTexts(categoryTexts);
  const named = useNamed();
  const [words, setWords] = useState('');
  const [isAdding, setAdding] = useState(false);
  const q = words.trim();
  const found = categories.filter((one) => `${named(one)} ${one.code}`.includes(q));
  return (
    <section className="admin-panel admin-sticky" aria-label={say('tree')}>
      <div className="admin-bar">
        <Button onClick={() => setAdding(true)}>
          {chosen ? say('addBelow', { name: named(chosen) }) : say('add')}
        </Button>
      </div>
      <Input.Search
        allowClear
        aria-label={say('find')}
        placeholder={say('find')}
        onChange={(event) => setWords(event.target.value)}
      />
      {categories.length === 0 && <Empty description={say('none')} />}
      {q === '' ? (
        <Tree
          treeData={categoryTree(categories, named)}
          selectedKeys={chosen ? [chosen.code] : []}
          defaultExpandedKeys={chosen?.parent ? [chosen.parent] : []}
          onSelect={([code]) => code !== undefined && onChoose(String(code))}
          blockNode
        />
      ) : (
        <ul className="admin-list" aria-live="polite">
          {found.slice(0, 50).map((one) => (
            <li key={one.code}>
              <Button type="link" onClick={() => onChoose(one.code)}>
                {named(one)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isAdding && (
        <AddCategory
          parent={chosen}
          taken={categories.map((one) => one.code)}
          onAdd={(category) => {
            setAdding(false);
            onChange([...categories, category]);
            onChoose(category.code);
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}

function RemoveCategory({
  category,
  categories,
  onRemove,
}: {
  category: Category;
  categories: readonly Category[];
  onRemove: () => void;
}) {
  const say = useTexts(categoryTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const { modal } = App.useApp();
  const hasBelow = categories.some((one) => one.parent === category.code);
  return (
    <div className="admin-bar">
      <h2>{named(category)}</h2>
      <Button
        danger
        className="admin-bar-end"
        disabled={hasBelow}
        onClick={() =>
          void modal.confirm({
            title: say('remove'),
            content: say('removeAsk', { name: named(category) }),
            okText: admin('remove'),
            okButtonProps: { danger: true },
            onOk: onRemove,
          })
        }
      >
        {say('remove')}
      </Button>
      {hasBelow && <span className="admin-soft">{say('hasBelow')}</span>}
    </div>
  );
}
