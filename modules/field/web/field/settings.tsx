/** Who is signed in, how the app looks, what lies on the phone, and signing out. */
import { useEffect, useState } from 'react';
import { contractVersion } from '../../../../kernel/contract-version.ts';
import { api } from '../../../../web/api.ts';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useLanguage, useNamed, useTexts } from '../../../../web/texts.ts';
import { chooseLarge, chooseTheme, useLook } from '../../../../web/theme.ts';
import { Button, Notice, PageTitle, Sheet } from '../../../../web/ui/parts.tsx';
import { clockWords } from '../clock.ts';
import { installApp, useInstall } from '../install.ts';
import { countsOf } from '../queue/rules.ts';
import { clearPhone, shrinkWaiting, useField } from '../state.ts';
import { fieldTexts, settingsTexts } from '../texts.ts';

export function SettingsPage() {
  const say = useTexts(settingsTexts);
  const named = useNamed();
  const { shift } = useField();
  return (
    <>
      <PageTitle name={say('title')}>{say('title')}</PageTitle>
      {shift && (
        <section className="card">
          <h2>{say('who')}</h2>
          <p>
            {say('org')}: {named(shift.org)}
          </p>
        </section>
      )}
      <Looks />
      <Device />
      <SignOut />
    </>
  );
}

function Looks() {
  const say = useTexts(settingsTexts);
  const shared = useTexts(sharedTexts);
  const [language, choose] = useLanguage();
  const { isLarge, isDark } = useLook();
  return (
    <section className="card">
      <h2>{say('looks')}</h2>
      <div className="actions">
        <Button
          look="plain"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          aria-label={shared('languageLabel')}
          onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
        >
          {shared('language')}
        </Button>
        <Button look="plain" onClick={() => chooseTheme(isDark ? 'light' : 'dark')}>
          {isDark ? shared('light') : shared('dark')}
        </Button>
        <Button look="plain" aria-pressed={isLarge} onClick={() => chooseLarge(!isLarge)}>
          {shared('large')}
        </Button>
      </div>
    </section>
  );
}

type Room = { used: number; free: number; isPersisted: boolean };

async function askRoom(): Promise<Room | null> {
  const estimate = await navigator.storage?.estimate?.();
  if (!estimate) return null;
  const used = estimate.usage ?? 0;
  const isPersisted = (await navigator.storage.persisted?.()) ?? false;
  return { used, free: Math.max(0, (estimate.quota ?? 0) - used), isPersisted };
}

const inMegabytes = (bytes: number) =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;

function Device() {
  const say = useTexts(settingsTexts);
  const field = useTexts(fieldTexts);
  const { offsetMs, items } = useField();
  const [room, setRoom] = useState<Room | null>(null);
  const [saved, setSaved] = useState<number | null>(null);
  const canInstall = useInstall();
  useEffect(() => {
    void askRoom().then(setRoom);
  }, []);
  const clock = clockWords(offsetMs);
  const shrink = async () => {
    setSaved(await shrinkWaiting());
    setRoom(await askRoom());
  };
  return (
    <section className="card">
      <h2>{say('device')}</h2>
      <p>
        {room
          ? say('room', { used: inMegabytes(room.used), free: inMegabytes(room.free) })
          : say('roomUnknown')}
      </p>
      {room && <p className="muted">{say(room.isPersisted ? 'persisted' : 'notPersisted')}</p>}
      <p>
        {say('clock')}: {clock ? field(clock.key, { minutes: clock.minutes }) : say('clockRight')}
      </p>
      <p className="muted">{say('contract', { version: contractVersion })}</p>
      <div className="actions">
        {canInstall && <Button onClick={() => void installApp()}>{say('install')}</Button>}
        {countsOf(items).waiting + countsOf(items).trouble > 0 && (
          <Button look="plain" onClick={() => void shrink()}>
            {say('shrink')}
          </Button>
        )}
      </div>
      {saved !== null && <Notice>{say('shrunk', { saved: inMegabytes(saved) })}</Notice>}
    </section>
  );
}

function SignOut() {
  const say = useTexts(settingsTexts);
  const shared = useTexts(sharedTexts);
  const { items, isOnline } = useField();
  const [isAsking, setAsking] = useState(false);
  const { waiting, trouble } = countsOf(items);
  const unsent = waiting + trouble;
  const leave = async () => {
    await api('POST /api/staff/sign-out', {}).catch(() => undefined);
    await clearPhone();
    location.assign('/field/');
  };
  return (
    <>
      <Button look="bad" isWide onClick={() => setAsking(true)}>
        {say('signOut')}
      </Button>
      <Sheet title={say('signOutTitle')} isOpen={isAsking} onClose={() => setAsking(false)}>
        {unsent > 0 && <Notice tone="bad">{say('signOutLoss', { count: unsent })}</Notice>}
        <p>{say('signOutClean')}</p>
        {!isOnline && <p>{say('signOutOffline')}</p>}
        <div className="actions">
          <Button look="bad" onClick={() => void leave()}>
            {say(unsent > 0 ? 'signOutLossYes' : 'signOutYes')}
          </Button>
          <Button look="plain" onClick={() => setAsking(false)}>
            {shared('cancel')}
          </Button>
        </div>
      </Sheet>
    </>
  );
}
