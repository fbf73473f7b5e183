/**
 * On which version of a rule somebody edits. One that is published meanwhile is said and offered,
 * never put in the place of what is being written: that would be lost without a word.
 */
import { Alert, Button, Popconfirm } from 'antd';
import { createContext, Fragment, type ReactNode, useContext, useMemo, useState } from 'react';
import { useTexts } from '../../texts.ts';
import { keyOf, type Rule } from './rule.ts';
import { adminTexts } from './texts.ts';

type Begun = {
  /** What stands since the editor was begun; null: nothing newer. */
  newer: Rule | null;
  /** The version that was just published from here. */
  published: number | null;
  onPublished: (version: number) => void;
  renew: () => void;
};

const nothing = () => undefined;
const BegunContext = createContext<Begun>({
  newer: null,
  published: null,
  onPublished: nothing,
  renew: nothing,
});

/** For the editor within: what it was begun on, and how it is told that this is over. */
export function useBegun(): Begun {
  return useContext(BegunContext);
}

/** The editor begins anew after its own publication, or when its writer asks for it. */
export function BegunOn({ rule, children }: { rule: Rule; children: (rule: Rule) => ReactNode }) {
  const [begun, setBegun] = useState(rule);
  const [isOver, setOver] = useState(false);
  const [published, setPublished] = useState<number | null>(null);
  const isBehind = keyOf(begun) !== keyOf(rule);
  if (isOver && isBehind) {
    setBegun(rule);
    setOver(false);
  }
  const newer = isBehind ? rule : null;
  const context = useMemo(
    () => ({
      newer,
      published,
      onPublished: (version: number) => {
        setPublished(version);
        setOver(true);
      },
      renew: () => {
        setPublished(null);
        setOver(true);
      },
    }),
    [newer, published],
  );
  return (
    <BegunContext value={context}>
      <Fragment key={keyOf(begun)}>{children(isBehind ? begun : rule)}</Fragment>
    </BegunContext>
  );
}

/** Above the editor: what was published from here, and what others published meanwhile. */
export function BegunNotes({ isDirty }: { isDirty: boolean }) {
  const say = useTexts(adminTexts);
  const { newer, published, renew } = useBegun();
  const version = newer && (newer.ownNewest || newer.held?.version);
  return (
    <div role="status" className="admin-notes">
      {published !== null && (
        <Alert type="success" showIcon title={say('published', { version: published })} />
      )}
      {version && (
        <Alert
          type="warning"
          showIcon
          title={say('newerStands', { version })}
          description={isDirty && say('newerKept')}
          action={
            <Popconfirm
              title={say('discardAsk')}
              onConfirm={renew}
              disabled={!isDirty}
              placement="bottomRight"
            >
              <Button size="small" onClick={isDirty ? undefined : renew}>
                {say('beginOnNewer')}
              </Button>
            </Popconfirm>
          }
        />
      )}
    </div>
  );
}
