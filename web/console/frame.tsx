/** The console around each page: sign-in first, then the menu, the search and whose work it is. */
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate, useRouterState } from '@tanstack/react-router';
import { Alert, Button, Drawer, Dropdown, Input, Progress } from 'antd';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useAbout } from '../about.ts';
import { read } from '../api.ts';
import { consolePaths } from '../paths.ts';
import { useMay, useSession, useSignOut } from '../session.ts';
import { sharedTexts } from '../shared-texts.ts';
import { useLanguage, useNamed, useTexts } from '../texts.ts';
import { chooseTheme, useLook } from '../theme.ts';
import { type Holder, isClosedTo, isOpenTo } from './doors.ts';
import { consolePages } from './pages.tsx';
import { PostSwitch } from './post-switch.tsx';
import { ConsoleSignIn } from './sign-in.tsx';
import { ConsoleForbidden, ConsoleWaiting } from './states.tsx';
import { consoleTexts } from './texts.ts';
import './console.css';

export function ConsoleFrame() {
  return (
    <Suspense fallback={<ConsoleWaiting />}>
      <Gate />
    </Suspense>
  );
}

function Gate() {
  const session = useSession();
  const { pathname } = useLocation();
  const drawn = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname ?? '' });
  const may = useMay();
  const { work } = useWork();
  if (session.kind !== 'staff') return <ConsoleSignIn />;
  const isBare = consolePages.some((page) => page.isBare && pathname.endsWith(page.path));
  if (isBare) return <Outlet />;
  // The first page is the queue: who handles no matters begins at a door of their own. Asked of
  // what is drawn: the address is ahead of it while the next page is being fetched.
  const isFirst = /^\/(?:console\/?)?$/.test(drawn);
  const own = isFirst && !may('matter.read') ? firstDoor(session) : null;
  if (own) return <ToOwnDoor to={own} />;
  const isClosed = isClosedTo({ ...session, work }, drawn.replace(BASE, '') || '/', consolePages);
  return <Framed>{isClosed ? <ConsoleForbidden /> : <Outlet />}</Framed>;
}

/** What stands before every address of the console, and a slash at its end. */
const BASE = /^\/console(?=\/|$)|\/$/gu;

/** Goes there once. The router's own part would set out again at each drawing until it arrived. */
function ToOwnDoor({ to }: { to: string }) {
  const navigate = useNavigate();
  useEffect(() => void navigate({ to, replace: true }), [navigate, to]);
  return <ConsoleWaiting />;
}

const WORK_FRESH_MS = 600_000;

/** Which queues can be the post's work, by the processes that are published; asked for once. */
function useWork(): { work: string[] | undefined; isPending: boolean } {
  const may = useMay();
  const isAsked = may('matter.read');
  const { data, isPending } = useQuery({
    ...read('GET /api/matters/counts', {}),
    enabled: isAsked,
    staleTime: WORK_FRESH_MS,
  });
  const work = data?.items.filter(({ isWork }) => isWork).map(({ queue }) => queue);
  return { work, isPending: isAsked && isPending };
}

function firstDoor(holder: Holder): string | null {
  const door = consolePages.find(({ menu }) => menu?.permission && isOpenTo(holder, menu));
  return door?.path ?? null;
}

function Framed({ children }: { children: ReactNode }) {
  const shared = useTexts(sharedTexts);
  const say = useTexts(consoleTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="console">
      <a className="console-skip" href="#main">
        {shared('skip')}
      </a>
      <header className="console-head">
        <Button
          className="console-burger"
          onClick={() => setOpen(true)}
          aria-label={say('openMenu')}
          type="text"
        >
          ☰
        </Button>
        <Link to={consolePaths.queue} className="console-name">
          {say('name')}
        </Link>
        <SearchBox />
        <Me />
      </header>
      <nav className="console-menu" aria-label={shared('menu')}>
        <Menu />
      </nav>
      <Drawer
        open={isOpen}
        onClose={() => setOpen(false)}
        placement="left"
        size={280}
        title={say('name')}
      >
        <nav aria-label={shared('menu')}>
          <Menu onChosen={() => setOpen(false)} />
        </nav>
      </Drawer>
      <main id="main" className="console-main" tabIndex={-1}>
        <InstallationNotice />
        <Suspense fallback={<ConsoleWaiting />}>{children}</Suspense>
      </main>
    </div>
  );
}

const groups = ['work', 'lead', 'admin'] as const;

function Menu({ onChosen }: { onChosen?: () => void }) {
  const say = useTexts(consoleTexts);
  const named = useNamed();
  const session = useSession();
  const { work, isPending } = useWork();
  // A door that may close in a moment is not shown yet.
  const holder = { ...session, work: isPending ? [] : work };
  return groups.map((group) => {
    const doors = consolePages.filter(
      ({ menu }) => menu?.group === group && isOpenTo(holder, menu),
    );
    if (doors.length === 0) return null;
    return (
      <section key={group} className="console-group">
        <h2>{say(group)}</h2>
        <ul>
          {doors.map(({ path, menu }) => (
            <li key={path}>
              <Link
                to={path}
                activeOptions={{ exact: path === '/', includeSearch: false }}
                activeProps={{ 'aria-current': 'page' }}
                onClick={() => onChosen?.()}
              >
                {named(menu?.words)}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function SearchBox() {
  const say = useTexts(consoleTexts);
  const may = useMay();
  const navigate = useNavigate();
  if (!may('matter.search')) return <div className="console-search" />;
  return (
    <Input.Search
      className="console-search"
      placeholder={say('search')}
      aria-label={say('search')}
      allowClear
      onSearch={(words) => {
        if (words.trim() === '') return;
        void navigate({ to: consolePaths.search, search: { q: words.trim() } });
      }}
    />
  );
}

function Me() {
  const say = useTexts(consoleTexts);
  const shared = useTexts(sharedTexts);
  const session = useSession();
  const signOut = useSignOut('staff');
  const navigate = useNavigate();
  const [language, choose] = useLanguage();
  const { isDark } = useLook();
  const items = [
    { key: 'account', label: say('me') },
    { key: 'theme', label: isDark ? shared('light') : shared('dark') },
    { key: 'out', label: shared('signOut') },
  ];
  const act = (key: string) => {
    if (key === 'account') void navigate({ to: consolePaths.account });
    if (key === 'theme') chooseTheme(isDark ? 'light' : 'dark');
    if (key === 'out') void signOut();
  };
  return (
    <div className="console-me">
      <PostSwitch />
      <Button
        type="text"
        className="console-language"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        aria-label={shared('languageLabel')}
        onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
      >
        {shared('language')}
      </Button>
      <Dropdown menu={{ items, onClick: ({ key }) => act(key) }} trigger={['click']}>
        <Button type="text" className="console-account">
          <span>{session.name}</span>
        </Button>
      </Dropdown>
    </div>
  );
}

function InstallationNotice() {
  const { notice } = useAbout();
  const named = useNamed();
  const isUnderWay = notice?.progress !== undefined && notice.progress < 1;
  // What stands for good is on the portal; here only what is under way.
  if (!notice || !isUnderWay) return null;
  return (
    <Alert
      type="info"
      className="console-notice"
      title={named(notice)}
      description={
        <Progress
          aria-label={named(notice)}
          percent={Math.floor((notice.progress ?? 0) * 100)}
          size="small"
        />
      }
    />
  );
}
