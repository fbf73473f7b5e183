/** The portal around each page: name, language, large type, the doors at the foot, the notice. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useAboutIfKnown } from '../about.ts';
import { askConnection, useConnectionLost } from '../connection.ts';
import { portalPaths } from '../paths.ts';
import { useSignOutElsewhere } from '../session.ts';
import { sharedTexts } from '../shared-texts.ts';
import { useNamed, useTexts } from '../texts.ts';
import { LookSwitches } from '../ui/look-switches.tsx';
import { Notice } from '../ui/parts.tsx';
import { PageWaiting } from '../ui/states.tsx';
import { Foot, SignedOut } from './foot.tsx';
import { beginOffline } from './offline.ts';
import { portalTexts } from './texts.ts';
import './portal.css';

export function PortalFrame() {
  const say = useTexts(portalTexts);
  const shared = useTexts(sharedTexts);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [isSignedOut, setSignedOut] = useState(false);
  const isHome = pathname === portalPaths.home;
  useSignOutElsewhere();
  useEffect(() => void beginOffline(client).catch(() => undefined), [client]);
  useEffect(() => {
    // It is said once, where one arrives.
    if (!isHome) setSignedOut(false);
  }, [isHome]);
  const signedOut = async () => {
    await navigate({ to: portalPaths.home });
    setSignedOut(true);
  };
  return (
    <>
      <a className="skip" href="#main">
        {shared('skip')}
      </a>
      <header className="portal-head">
        <Link to={portalPaths.home} className="portal-name">
          <strong>{say('name')}</strong>
        </Link>
        <LookSwitches />
      </header>
      <nav className="portal-doors" aria-label={shared('menu')}>
        <Door to={portalPaths.home} words={say('home')} isExact />
        <Door to={portalPaths.report} words={say('report')} />
        <Door to={portalPaths.my} words={say('my')} />
        <Door to={portalPaths.board} words={say('board')} />
      </nav>
      <Strip />
      <main id="main" className="portal-main" tabIndex={-1}>
        <InstallationNotice />
        {isSignedOut && <SignedOut />}
        <Suspense fallback={<PageWaiting />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className="portal-foot">
        <Foot onSignedOut={() => void signedOut()} />
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

/** One line while there is no connection; what was written is safe either way. */
function Strip() {
  const say = useTexts(portalTexts);
  const shared = useTexts(sharedTexts);
  const isLost = useConnectionLost();
  return (
    <div role="status">
      {isLost && (
        <p className="portal-strip">
          <span>{say('lost')}</span>
          <button type="button" onClick={() => void askConnection()}>
            {shared('tryAgain')}
          </button>
        </p>
      )}
    </div>
  );
}

function InstallationNotice() {
  const notice = useAboutIfKnown()?.notice;
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
