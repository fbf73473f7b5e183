/** An action beside the matter: its form, and what changed meanwhile when somebody was faster. */
import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { ConsoleWaiting } from '../../../../../web/console/states.tsx';
import { useNamed } from '../../../../../web/texts.ts';
import { ActForm } from './act-form.tsx';
import { useDrafts } from './drafts.ts';
import type { Action, Matter, Values } from './form-rules.ts';
import './form.css';

export type Begun = {
  action: Action;
  /** Filled in beforehand: a duplicate chosen on the page. */
  values: Values;
  /** The state that the form was begun on. */
  seen: Seen;
};
export type Seen = { version: number; seq: number };

export function ActDrawer({
  matter,
  begun,
  onClose,
  onStart,
}: {
  matter: Matter;
  begun: Begun | null;
  onClose: () => void;
  onStart: (action: string) => void;
}) {
  const named = useNamed();
  // While it slides away it keeps its name: a dialog without one is none to a screen reader.
  const [last, setLast] = useState(begun);
  const [opener, setOpener] = useState<Element | null>(null);
  if (begun && begun !== last) {
    setLast(begun);
    setOpener(document.activeElement);
  }
  const isOpen = begun !== null;
  // At once: a form that is left before it has slid in tells nobody that it is closed.
  useEffect(() => {
    if (!isOpen && opener) goBack(opener);
  }, [isOpen, opener]);
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      size={520}
      mask={false}
      title={named(last?.action)}
      className="matter-drawer"
      aria-modal={false}
      destroyOnHidden
      afterOpenChange={(isShown) => isShown || goBack(opener)}
    >
      {begun && (
        <Begin
          key={`${matter.number} ${begun.action.action}`}
          matter={matter}
          begun={begun}
          onClose={onClose}
          onStart={onStart}
        />
      )}
    </Drawer>
  );
}

/** Where the focus fell out of the page with the form, it goes on where the form was begun. */
function goBack(opener: Element | null): void {
  const now = document.activeElement;
  if (now && now !== document.body && !now.closest('.matter-drawer, .ant-drawer')) return;
  const isThere = opener instanceof HTMLElement && opener !== document.body && opener.isConnected;
  const target = isThere ? opener : document.getElementById('actions');
  target?.focus({ preventScroll: true });
}

type About = {
  matter: Matter;
  begun: Begun;
  onClose: () => void;
  onStart: (action: string) => void;
};

/** What was begun before is looked for first; "begin anew" mounts the form without it. */
function Begin({ matter, begun, onClose, onStart }: About) {
  const drafts = useDrafts(matter.number);
  const [round, setRound] = useState(0);
  const { action } = begun.action;
  const found = useQuery({
    queryKey: ['draft', matter.number, action],
    queryFn: () => drafts.find(action),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (found.isPending) return <ConsoleWaiting />;
  return (
    <ActForm
      key={round}
      matter={matter}
      begun={begun}
      draft={round === 0 ? (found.data ?? null) : null}
      drafts={drafts}
      onAnew={() => {
        drafts.drop(action);
        setRound(round + 1);
      }}
      onClose={onClose}
      onStart={onStart}
    />
  );
}
