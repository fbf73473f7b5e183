/** The portal around each page: name, language, large type, the doors at the foot, the notice. */
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useAbout } from '../about.ts';
import { portalPaths } from '../paths.ts';
import { useSession, useSignOut } from '../session.ts';
import { sharedTexts } from '../shared-texts.ts';
import { useLanguage, useNamed, useTexts } from '../texts.ts';
import { chooseLarge, chooseTheme, useLook } from '../theme.ts';
import { Notice } from '../ui/parts.tsx';
import { PageWaiting } from '../ui/states.tsx';
import { portalTexts } from './texts.ts';
import './portal.css';

export function PortalFrame() {
  const say = useTexts(portalTexts);
  const shared = useTexts(sharedTexts);
  return (
    <>
      <a className="skip" href="#main">
        {shared('skip')}
      </a>
      <header className="portal-head">
        <Link to={portalPaths.home} className="portal-name">
          <strong>{say('name')}</strong>
        </Link>
        <Switches />
      </header>
      <nav className="portal-doors" aria-label={shared('menu')}>
        <Door to={portalPaths.home} words={say('home')} isExact />
        <Door to={portalPaths.report} words={say('report')} />
        <Door to={portalPaths.my} words={say('my')} />
        <Door to={portalPaths.board} words={say('board')} />
      </nav>
      <main id="main" className="portal-main" tabIndex={-1}>
        <Suspense fallback={<PageWaiting />}>
          <InstallationNotice />
          <Outlet />
        </Suspense>
      </main>
      <footer className="portal-foot">
        <Suspense fallback={null}>
          <Foot />
        </Suspense>
      </footer>
    </>
  );
}

function Door({ to, words, isExact = false }: { to: string; words: string; isExact?: boolean }) {
  return (
    <Link to={to} activeOptions={{ exact: isExact }} activeProps={{ 'aria-current': 'page' }}>
      {words}
    </Link>
  );
}

function Switches() {
  const say = useTexts(sharedTexts);
  const [language, choose] = useLanguage();
  const { isLarge, isDark } = useLook();
  return (
    <div className="portal-switches">
      <button type="button" aria-pressed={isLarge} onClick={() => chooseLarge(!isLarge)}>
        {say('large')}
      </button>
      <button type="button" onClick={() => chooseTheme(isDark ? 'light' : 'dark')}>
        {isDark ? say('light') : say('dark')}
      </button>
      <button
        type="button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        aria-label={say('languageLabel')}
        onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
      >
        {say('language')}
      </button>
    </div>
  );
}

function InstallationNotice() {
  const { notice } = useAbout();
  const named = useNamed();
  const { pathname } = useLocation();
  const isUnderWay = notice?.progress !== undefined && notice.progress < 1;
  // What stands for good is said once, at the door.
  if (!notice || !(isUnderWay || pathname === portalPaths.home)) return null;
  return (
    <Notice>
      <p>{named(notice)}</p>
      {isUnderWay && <progress max={1} value={notice.progress} aria-label={named(notice)} />}
    </Notice>
  );
}

function Foot() {
  const say = useTexts(portalTexts);
  const shared = useTexts(sharedTexts);
  const session = useSession();
  const signOut = useSignOut('residents');
  return (
    <>
      {session.kind === 'resident' ? (
        <button type="button" className="button button-link" onClick={() => void signOut()}>
          {shared('signOut')}
        </button>
      ) : (
        <Link to={portalPaths.signIn}>{shared('signIn')}</Link>
      )}
      <a href="/console/">{say('forStaff')}</a>
      <a href="/field/">{say('forGridWorkers')}</a>
    </>
  );
}
