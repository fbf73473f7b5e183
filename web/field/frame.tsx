/** The field app around each page: what goes out, what is wrong, five doors under the thumb. */
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { clockWords } from '../../modules/field/web/clock.ts';
import { Icon } from '../../modules/field/web/icons.tsx';
import { beginInstall, takeUpdate, useUpdate } from '../../modules/field/web/install.ts';
import { lookForUpdate } from '../../modules/field/web/look-for-update.ts';
import { countsOf } from '../../modules/field/web/queue/rules.ts';
import { openField, refreshShift, useField } from '../../modules/field/web/state.ts';
import { fieldSignInTexts, fieldTexts, queueTexts } from '../../modules/field/web/texts.ts';
import { useTime } from '../dates.ts';
import { fieldPaths } from '../paths.ts';
import { sharedTexts } from '../shared-texts.ts';
import { useTexts } from '../texts.ts';
import { Button, Notice, PageTitle } from '../ui/parts.tsx';
import { PageWaiting } from '../ui/states.tsx';
import { FieldSignIn } from './sign-in.tsx';
import './field.css';

let isOpened = false;

export function FieldFrame() {
  const say = useTexts(fieldTexts);
  const shared = useTexts(sharedTexts);
  const { isOpen, shift } = useField();
  useEffect(() => {
    if (isOpened) return;
    isOpened = true;
    void openField();
    void beginInstall();
  }, []);
  return (
    <div className="field-app">
      <a className="skip" href="#main">
        {shared('skip')}
      </a>
      <header className="field-head">
        <strong>{say('appName')}</strong>
        <Link to={fieldPaths.settings} aria-label={say('settings')}>
          <Icon name="settings" />
        </Link>
      </header>
      <Strip />
      <main id="main" className="field-main" tabIndex={-1}>
        <Warnings />
        {!isOpen ? (
          <PageWaiting />
        ) : (
          <Suspense fallback={<PageWaiting />}>{shift ? <Outlet /> : <Gate />}</Suspense>
        )}
      </main>
      {shift && <Doors />}
    </div>
  );
}

/** Without a shift there is nothing to show: sign in, or wait for the network. */
function Gate() {
  const say = useTexts(fieldTexts);
  const signIn = useTexts(fieldSignInTexts);
  const { session, isOnline, isRefreshing } = useField();
  const title = <PageTitle name={say('appName')}>{say('appName')}</PageTitle>;
  if (session === 'out' || session === 'notStaff') {
    return (
      <>
        {title}
        {session === 'notStaff' && <Notice tone="warn">{signIn('notStaff')}</Notice>}
        <FieldSignIn onDone={() => void refreshShift()} />
      </>
    );
  }
  if (isRefreshing) return <PageWaiting />;
  return (
    <>
      {title}
      <Notice tone={isOnline ? 'info' : 'warn'}>
        <p>{say('noShift')}</p>
        <Button onClick={() => void refreshShift()}>{say('refresh')}</Button>
      </Notice>
    </>
  );
}

/** One line that says how things stand with the network and the queue. */
function Strip() {
  const say = useTexts(fieldTexts);
  const time = useTime();
  const { items, shift, isOnline, isSending, isRefreshing, shiftAt } = useField();
  const { waiting, trouble } = countsOf(items);
  if (!shift) return null;
  const words = isSending
    ? say('sendingNow')
    : waiting > 0
      ? say('waiting', { count: waiting })
      : isOnline
        ? // What came back has not been taken: then only that is said.
          trouble === 0 && say('allSent')
        : say('offline');
  return (
    <div
      className={isOnline && trouble === 0 ? 'field-strip' : 'field-strip field-offline'}
      role="status"
    >
      <span>
        {!isOnline && waiting > 0 ? `${say('offline')} · ${words}` : words}
        {trouble > 0 && (
          <Link to={fieldPaths.queue} className="field-trouble">
            {say('trouble', { count: trouble })}
          </Link>
        )}
      </span>
      <button type="button" disabled={isRefreshing} onClick={() => void refreshShift()}>
        {isRefreshing ? say('refreshing') : say('offlineSince', { at: time(shiftAt, 'clock') })}
        <span className="hidden-text">{say('refresh')}</span>
        <Icon name="again" />
      </button>
    </div>
  );
}

function Warnings() {
  const say = useTexts(fieldTexts);
  const { shift, session, lastEnd, offsetMs, items, isSending, isOnline } = useField();
  const hasUpdate = useUpdate();
  useEffect(() => {
    if (isOnline || lastEnd === 'outdated') void lookForUpdate();
  }, [isOnline, lastEnd]);
  const clock = clockWords(offsetMs);
  return (
    <>
      {shift && session === 'out' && (
        <>
          <Notice tone="warn">{say('signedOut')}</Notice>
          <FieldSignIn onDone={() => void refreshShift()} />
        </>
      )}
      {lastEnd === 'outdated' && <Notice tone="warn">{say('outdated')}</Notice>}
      {lastEnd === 'full' && <Notice tone="bad">{say('fullSending')}</Notice>}
      {clock && <Notice tone="warn">{say(clock.key, { minutes: clock.minutes })}</Notice>}
      {hasUpdate && !isSending && !items.some((item) => item.state === 'sending') && (
        <Notice>
          <p>{say('updateReady')}</p>
          <Button onClick={takeUpdate}>{say('updateNow')}</Button>
        </Notice>
      )}
    </>
  );
}

const doors = [
  [fieldPaths.home, 'today', 'home'],
  [fieldPaths.tasks, 'tasks', 'tasks'],
  [fieldPaths.report, 'report', 'add'],
  [fieldPaths.patrol, 'patrol', 'patrol'],
] as const;

function Doors() {
  const say = useTexts(fieldTexts);
  const queue = useTexts(queueTexts);
  const shared = useTexts(sharedTexts);
  const { items } = useField();
  const { waiting, trouble } = countsOf(items);
  const open = waiting + trouble;
  return (
    <nav className="field-doors" aria-label={shared('menu')}>
      {doors.map(([to, words, sign]) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === fieldPaths.home }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <Icon name={sign} />
          {say(words)}
        </Link>
      ))}
      <Link to={fieldPaths.queue} activeProps={{ 'aria-current': 'page' }}>
        <Icon name="outgoing" />
        {queue('title')}
        {open > 0 && (
          <b className={trouble > 0 ? 'field-count field-count-bad' : 'field-count'}>{open}</b>
        )}
      </Link>
    </nav>
  );
}
