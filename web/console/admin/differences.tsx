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

/** How a document of some kind is told in people's words: where something is, and what. */
export type PlainWords = {
  place: (path: readonly string[]) => string[];
  value: (value: unknown, path: readonly string[]) => string;
};

/** `wordOf` puts single keys into people's words, `plain` whole places and values. */
export function Differences({
  items,
  count,
  wordOf = (key) => key,
  plain = {
    place: (path) => path.map((key) => wordOf(key, path)),
    value: shown,
  },
}: {
  items: readonly Difference[];
  count: number;
  wordOf?: ((key: string, path: readonly string[]) => string) | undefined;
  plain?: PlainWords | undefined;
}) {
  const say = useTexts(adminTexts);
  return (
    <>
      <ul className="admin-list admin-diff" aria-label={say('changes', { count })}>
        {items.map((one) => (
          <li key={`${one.change} ${one.path.join('/')}`}>
            <Tag color={TONES[one.change]}>{say(one.change)}</Tag>
            <span className="admin-diff-path">{plain.place(one.path).join(' › ')}</span>
            {one.change !== 'added' && <del>{plain.value(one.before, one.path)}</del>}
            {one.change !== 'removed' && <ins>{plain.value(one.after, one.path)}</ins>}
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
