/**
 * The wall display of a centre's hall: dark, fitted to the screen by itself, read from five metres.
 * It needs nobody: it listens, looks from time to time, and goes on with what it has when it is cut
 * off. Nothing personal is on it.
 */
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { type Answer, read } from '../../../../../web/api.ts';
import { ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { useNews } from '../news/use-news.ts';
import { usePlaceChosen } from '../place/place.tsx';
import { wallTexts } from './texts.ts';
import './wall.css';
import { serverNow } from '../../../../../web/server-clock.ts';

const MapView = lazy(async () => ({
  default: (await import('../../../../../web/map/map-view.tsx')).MapView,
}));

type Wall = Answer<'GET /api/wall'>;

const LOOK_MS = 15_000;
const LOOK_LIVE_MS = 60_000;
const ARRIVALS = 10;
const WALL = 'GET /api/wall';

export function WallPage() {
  const say = useTexts(wallTexts);
  const { county } = usePlaceChosen();
  const status = useNews([WALL]);
  const wall = useQuery({
    ...read(WALL, { query: { county } }),
    // Whatever is asked of the wall: it goes on asking, also where nobody looks at the tab.
    refetchInterval: status === 'live' ? LOOK_LIVE_MS : LOOK_MS,
    refetchIntervalInBackground: true,
    retry: true,
  });
  useAwake();
  useEffect(() => {
    document.title = `${say('page')} - 邻里 Linli`;
  }, [say]);
  if (!wall.data) {
    return wall.error ? <ProblemNotice error={wall.error} /> : <ConsoleWaiting />;
  }
  const isLost = wall.failureCount > 0 || wall.isError;
  return (
    <main className="wall">
      <Head wall={wall.data} isLive={status === 'live'} isLost={isLost} />
      <Numbers wall={wall.data} />
      <DayMap wall={wall.data} county={county} />
      <Arrivals wall={wall.data} />
      <RunningOut wall={wall.data} />
    </main>
  );
}

/** The screen stays on where the browser allows it. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const ask = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    };
    const again = () => void ask();
    again();
    document.addEventListener('visibilitychange', again);
    return () => {
      document.removeEventListener('visibilitychange', again);
      void lock?.release();
    };
  }, []);
}

function useNow(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Head({ wall, isLive, isLost }: { wall: Wall; isLive: boolean; isLost: boolean }) {
  const say = useTexts(wallTexts);
  const time = useTime();
  const now = useNow();
  return (
    <header className="wall-head">
      <h1>{say('title', { name: wall.name })}</h1>
      <p className={isLost ? 'wall-status is-lost' : 'wall-status'} role="status">
        {isLost ? say('lost', { at: time(wall.at, 'clock') }) : say(isLive ? 'live' : 'away')}
      </p>
      <p className="wall-clock">
        {time(now, 'weekday')} <b>{time(now, 'clock')}</b>
      </p>
    </header>
  );
}

const PERCENT = 100;

function Numbers({ wall }: { wall: Wall }) {
  const say = useTexts(wallTexts);
  const { today, open } = wall;
  const onTime = today.onTimeClosureRate.value;
  const answer = today.meanAnswerHours.value;
  const tiles: [string, string | number, string][] = [
    [say('received'), today.received, ''],
    [say('closed'), today.closed, 'wall-good'],
    [say('open'), open.open, ''],
    [say('overdue'), open.overdue, open.overdue > 0 ? 'wall-bad' : ''],
    [say('dueSoon'), open.dueSoon, open.dueSoon > 0 ? 'wall-warn' : ''],
    [say('onTime'), onTime === null ? '—' : `${Math.round(onTime * PERCENT)}%`, ''],
    [say('answer'), answer?.toFixed(1) ?? '—', ''],
    [say('rating'), today.meanRating.value?.toFixed(1) ?? '—', ''],
  ];
  return (
    <section className="wall-part wall-numbers" aria-label={say('today')}>
      <dl>
        {tiles.map(([name, value, tone]) => (
          <div key={name} className={tone}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function DayMap({ wall, county }: { wall: Wall; county: string }) {
  const say = useTexts(wallTexts);
  const shapes = {
    type: 'FeatureCollection' as const,
    features: wall.points.map(({ lon, lat, isOpen }, at) => ({
      type: 'Feature' as const,
      properties: { id: String(at), tone: isOpen ? 'warn' : 'good' },
      geometry: { type: 'Point' as const, coordinates: [lon, lat] },
    })),
  };
  return (
    <div className="wall-part wall-map-part">
      <h2>{say('map')}</h2>
      <Suspense fallback={null}>
        <MapView
          label={say('map')}
          county={county}
          layers={['regions']}
          shapes={shapes}
          look="dark"
          className="wall-map"
        />
      </Suspense>
    </div>
  );
}

function Part({
  name,
  className,
  children,
}: {
  name: string;
  className: string;
  children: ReactNode;
}) {
  return (
    <section className={`wall-part ${className}`} aria-label={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}

function Arrivals({ wall }: { wall: Wall }) {
  const say = useTexts(wallTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <Part name={say('arrivals')} className="wall-arrivals">
      {wall.arrivals.length === 0 && <p>{say('noArrivals')}</p>}
      <ul>
        {wall.arrivals.slice(0, ARRIVALS).map((one) => (
          <li key={one.number}>
            <b>{named(one.title) || say('private')}</b>
            <span>
              {time(one.receivedAt, 'clock')} · {one.regionName} · {named(one.stage)}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

const colours = ['breached', 'red', 'orange', 'yellow'] as const;

function RunningOut({ wall }: { wall: Wall }) {
  const say = useTexts(wallTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <Part name={say('runningOut')} className="wall-risk">
      <ul className="wall-rungs">
        {colours.map((colour) => (
          <li key={colour} className={`wall-rung-${colour}`}>
            {say(colour)} <b>{wall.rungs[colour]}</b>
          </li>
        ))}
      </ul>
      {wall.runningOut.length === 0 && <p>{say('noRisk')}</p>}
      <ul className="wall-risk-list">
        {wall.runningOut.map((one) => (
          <li key={one.number} className={`wall-edge-${one.rung}`}>
            <b>{named(one.title) || say('private')}</b>
            <span>
              {say('due', { at: time(one.dueAt) })} · {named(one.org) || one.regionName}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
