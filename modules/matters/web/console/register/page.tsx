/**
 * A clerk writes down what came by counter, hotline, visit, letter or patrol, on behalf of who told
 * it. Kept in memory only: a shared computer must not remember a reporter.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { api } from '../../../../../web/api.ts';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { instantOfField } from '../../../../../web/dates.ts';
import { useSession } from '../../../../../web/session.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { questionsOf, useCategories } from '../../report/preview.ts';
import { RegisterAside } from './aside.tsx';
import {
  bodyOfEntry,
  type Channel,
  type Entry,
  faultsOfEntry,
  isBegun,
  newEntry,
} from './entry.ts';
import { RegisterForm } from './form.tsx';
import { Registered } from './registered.tsx';
import { registerTexts } from './texts.ts';
import './register.css';

const fresh = (channel: Channel) => newEntry(crypto.randomUUID(), channel);

export function RegisterPage() {
  const say = useTexts(registerTexts);
  const { counties = [] } = useSession();
  const county = counties[0] ?? '';
  const [entry, setEntry] = useState<Entry>(() => fresh('counter'));
  const [isTried, setTried] = useState(false);
  const questions = questionsOf(useCategories(county), entry.report.category);
  const register = useRegister();
  const faults = faultsOfEntry(entry, questions);
  const isWaiting = entry.files.some(({ id }) => id === null);
  useLeaveGuard(isBegun(entry) && !register.isSuccess);
  const submit = () => {
    setTried(true);
    if (faults.length > 0 || isWaiting || register.isPending) return;
    const { receivedAt } = entry;
    const at = receivedAt === '' ? null : instantOfField(receivedAt);
    register.mutate({ body: bodyOfEntry(entry, questions, at), key: entry.report.key });
  };
  const again = () => {
    register.reset();
    setTried(false);
    setEntry(fresh(entry.channel));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <>
      <ConsoleTitle name={say('title')} />
      {register.data ? (
        <Registered answer={register.data} onAgain={again} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut; the button does the same
        <div className="register" onKeyDown={onKey}>
          <RegisterForm
            entry={entry}
            county={county}
            faults={isTried ? faults : []}
            error={register.error}
            isSending={register.isPending}
            onChange={setEntry}
            onSubmit={submit}
          />
          <RegisterAside draft={entry.report} />
        </div>
      )}
    </>
  );
}

type Sent = { body: ReturnType<typeof bodyOfEntry>; key: string };

function useRegister() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: Sent) => api('POST /api/reports', { body }, { key }),
    // Queues and counts elsewhere have one more.
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Asks before what was written is left: it is kept nowhere else. */
function useLeaveGuard(isOn: boolean): void {
  const say = useTexts(registerTexts);
  useBlocker({
    shouldBlockFn: () => isOn && !confirm(say('leave')),
    enableBeforeUnload: isOn,
    disabled: !isOn,
  });
}
