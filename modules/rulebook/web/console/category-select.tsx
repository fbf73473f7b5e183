/** A category out of the tree that holds for the county. */
import { TreeSelect } from 'antd';
import { useRule } from '../../../../web/console/admin/rule.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { rulebookPageTexts } from './texts.ts';
import { bodyOf, type CategoriesDocument, type Category } from './words.ts';

export function useCategories(county: string): readonly Category[] {
  const { held } = useRule(county, 'categories');
  return bodyOf<CategoriesDocument>(held, { categories: [] }).categories;
}

type Node = { key: string; value: string; title: string; children: Node[] };

export function categoryTree(
  categories: readonly Category[],
  nameOf: (category: Category) => string,
): Node[] {
  const nodes = new Map<string, Node>(
    categories.map((one) => [
      one.code,
      { key: one.code, value: one.code, title: nameOf(one), children: [] },
    ]),
  );
  const roots: Node[] = [];
  for (const one of categories) {
    const node = nodes.get(one.code);
    const above = one.parent === null ? undefined : nodes.get(one.parent);
    if (node) (above ? above.children : roots).push(node);
  }
  return roots;
}

export function CategorySelect({
  county,
  id,
  value,
  onChange,
}: {
  county: string;
  id?: string;
  value?: string | undefined;
  onChange?: (code: string | undefined) => void;
}) {
  const say = useTexts(rulebookPageTexts);
  const named = useNamed();
  const categories = useCategories(county);
  return (
    <TreeSelect
      {...(id && { id })}
      value={value ?? null}
      onChange={(code: string | null) => onChange?.(code ?? undefined)}
      treeData={categoryTree(categories, named)}
      placeholder={say('anyCategory')}
      showSearch
      treeNodeFilterProp="title"
      allowClear
      style={{ width: '100%' }}
    />
  );
}
