/** What a form holds and does: its answers and faults, the state it was begun on, the sending. */
import { App, Form } from 'antd';
import { useEffect, useState } from 'react';
import { Problem } from '../../../../../web/api.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { Begun } from './act-drawer.tsx';
import type { DraftKeeper } from './drafts.ts';
import {
  type Fault,
  faultsFrom,
  faultsOf,
  inputOf,
  leadsToNow,
  type Matter,
  needsConfirming,
  startValues,
  type Values,
} from './form-rules.ts';
import { matterTexts } from './texts.ts';
import { useAct } from './use-act.ts';
import { useDone } from './use-done.tsx';

export type FormAbout = {
  matter: Matter;
  begun: Begun;
  draft: Values | null;
  drafts: DraftKeeper;
  onAnew: () => void;
  onClose: () => void;
  onStart: (action: string) => void;
};

export type FormState = ReturnType<typeof useActForm>;

export function useActForm(about: FormAbout) {
  const { matter, begun, draft, drafts } = about;
  const { action } = begun;
  const [form] = Form.useForm<Values>();
  const [seen, setSeen] = useState(begun.seen);
  const [busy, onBusy] = useState(0);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [started] = useState(() => ({ ...startValues(action.fields, draft), ...begun.values }));
  const [values, setValues] = useState<Values>(started);
  const act = useAct(matter.number, (taken) => drafts.drop(taken.action));
  const confirm = useConfirm();
  const done = useDone(about);
  const [isWritten, setWritten] = useState(false);
  // What moves while one's own act is on its way is that act.
  const isMoved = action.needsVersion && matter.version !== seen.version;
  const isStale = isMoved && !act.isPending && !act.isSuccess;
  const now = { version: matter.version, seq: matter.seq };
  // Nobody has written anything yet: the form goes on from what stands now, as if begun on it.
  if (isStale && !isWritten && isStillOpen(matter, action.action)) setSeen(now);
  useFirstField();

  const send = async () => {
    const found = faultsOf(action.fields, values);
    setFaults(found);
    if (found.length > 0 || !(await confirm(begun, values))) return;
    const onError = (error: unknown) =>
      setFaults(error instanceof Problem ? faultsFrom(action.fields, error.fields) : []);
    act.mutate(
      { action, input: inputOf(action.fields, values), seen },
      { onSuccess: done, onError },
    );
  };
  return {
    form,
    started,
    values,
    faults,
    seen,
    send,
    onBusy,
    isBusy: busy > 0,
    isPending: act.isPending,
    error: act.error,
    /** Another act moved the matter since the form was begun. */
    isStale,
    goOn: () => {
      setSeen(now);
      act.reset();
    },
    change: (_: unknown, all: Values) => {
      setWritten(true);
      setValues(all);
      setFaults((old) => old.filter(({ name }) => all[name] === values[name]));
      drafts.save(action.action, all);
    },
  };
}

function isStillOpen({ allowedActions }: Matter, action: string): boolean {
  return allowedActions.some((one) => one.action === action && one.why === null);
}

/** One begins to write at once; on a phone the keyboard would hide the questions. */
function useFirstField(): void {
  useEffect(() => {
    if (!matchMedia('(pointer: fine)').matches) return;
    const first = '#act input:not([type="file"]), #act textarea, #act button[type="submit"]';
    // After the drawer has slid in and taken the focus itself.
    const timer = setTimeout(() => {
      // Whoever is in a field already stays there.
      if (document.activeElement?.closest('#act')) return;
      document.querySelector<HTMLElement>(first)?.focus();
    }, 350);
    return () => clearTimeout(timer);
  }, []);
}

/** Asks once more where the matter ends or nothing takes it back. */
function useConfirm(): (begun: Begun, values: Values) => Promise<boolean> {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { modal } = App.useApp();
  return async ({ action }, values) => {
    if (!needsConfirming(action, values)) return true;
    const isEnd = leadsToNow(action, values).some((way) => way.isEnd);
    const after = action.undoneBy
      ? say('confirmUndo', { action: named(action.undoneBy) })
      : say('confirmFinal');
    return modal.confirm({
      title: say('confirmTitle', { action: named(action) }),
      content: `${isEnd ? say('confirmEnd') : ''} ${after}`,
      okText: named(action),
      cancelText: say('back'),
    });
  };
}
