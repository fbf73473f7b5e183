/** What a version says otherwise, place by place. */
import { Tag } from 'antd';
import type { Answer } from '../../api.ts';
import { useTexts } from '../../texts.ts';
import { adminTexts } from './texts.ts';

export type Difference = Answer<'POST /api/rulebook/compare'>['items'][number];

const TONES = {
  added: 'success',
  removed: 'error',
  changed: 'processing',
  reordered: 'warning',
} as const;

/** `wordOf` puts keys of the document into people's words. */
export function Differences({
  items,
  count,
  wordOf = (key) => key,
}: {
  items: readonly Difference[];
  count: number;
  wordOf?: ((key: string, path: readonly string[]) => string) | undefined;
}) {
  const say = useTexts(adminTexts);
  return (
    <>
      <ul className="admin-list admin-diff" aria-label={say('changes', { count })}>
        {items.map((one) => (
          <li key={`${one.change} ${one.path.join('/')}`}>
            <Tag color={TONES[one.change]}>{say(one.change)}</Tag>
            <span className="admin-diff-path">
              {one.path.map((key) => wordOf(key, one.path)).join(' › ')}
            </span>
            {one.change !== 'added' && <del>{shown(one.before)}</del>}
            {one.change !== 'removed' && <ins>{shown(one.after)}</ins>}
          </li>
        ))}
      </ul>
      {items.length < count && (
        <p className="admin-soft">{say('changesMore', { shown: items.length })}</p>
      )}
    </>
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 1) ?? '');
}
