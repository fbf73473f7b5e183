/** The portal's first page: three plain doors, what was left unsent, what the centre says. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { type Answer, isUnreachable, read } from '../../../../web/api.ts';
import { useConnectionLost } from '../../../../web/connection.ts';
import { type ServedCounty, useCounty } from '../../../../web/county.ts';
import { useTime } from '../../../../web/dates.ts';
import { readKept } from '../../../../web/kept.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { CountyChoice } from '../../../../web/portal/county-choice.tsx';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { homeTexts } from './home-texts.ts';
import './home.css';

// Their store is not worth waiting for: most readers have none.
const Drafts = lazy(async () => ({ default: (await import('./drafts-card.tsx')).DraftsCard }));

export function HomePage() {
  const { county } = useCounty();
  return county ? <HomeOf county={county} /> : <HomeWithout />;
}

function HomeWithout() {
  const say = useTexts(homeTexts);
  return (
    <>
      <PageTitle name={say('title', { name: '' })}>{say('title', { name: '' })}</PageTitle>
      <CountyChoice />
      <Doors />
    </>
  );
}

function HomeOf({ county }: { county: ServedCounty }) {
  const say = useTexts(homeTexts);
  const named = useNamed();
  const query = { county: county.county };
  const centre = useSuspenseQuery(readKept('GET /api/public/centre', { query })).data;
  const isLost = useConnectionLost();
  return (
    <>
      <PageTitle name={named(centre.centre)}>{named(centre.centre)}</PageTitle>
      <p className="home-welcome">{say('welcome')}</p>
      {isLost ? <Phone centre={centre} /> : <Hours centre={centre} />}
      <Doors />
      <Suspense fallback={null}>
        <Drafts />
      </Suspense>
      <Danger centre={centre} />
      <NewestNotices county={county.county} />
    </>
  );
}

function Hours({ centre }: { centre: Answer<'GET /api/public/centre'> }) {
  const say = useTexts(homeTexts);
  const time = useTime();
  const named = useNamed();
  if (centre.isOpen) {
    return (
      <p className="home-open">
        <span className="home-dot" aria-hidden="true" />
        {say('open', { at: time(centre.closesAt, 'clock') })}
        {centre.centre.phone && <PhoneLink phone={centre.centre.phone} />}
      </p>
    );
  }
  return (
    <Notice tone="warn">
      <p>
        <strong>
          {centre.opensAt
            ? say('closedUntil', { at: time(centre.opensAt, 'short') })
            : say('closed')}
        </strong>
      </p>
      <p>{named(centre.outOfHours)}</p>
    </Notice>
  );
}

/** Whether it is open only the server knows; whom to call is known without it. */
function Phone({ centre }: { centre: Answer<'GET /api/public/centre'> }) {
  const say = useTexts(homeTexts);
  const { phone } = centre.centre;
  if (!phone) return null;
  return (
    <p>
      {say('phone')} <PhoneLink phone={phone} />
    </p>
  );
}

function PhoneLink({ phone }: { phone: string }) {
  const say = useTexts(homeTexts);
  return (
    <a href={`tel:${phone}`} aria-label={`${say('phone')} ${phone}`}>
      {phone}
    </a>
  );
}

function Doors() {
  const say = useTexts(homeTexts);
  return (
    <ul className="home-doors">
      <Door to={portalPaths.report} name={say('report')} hint={say('reportHint')} look="first">
        <path d="M4 7h3l2-2h6l2 2h3v12H4z" />
        <circle cx="12" cy="13" r="3.5" />
      </Door>
      <Door to={portalPaths.my} name={say('ask')} hint={say('askHint')}>
        <circle cx="11" cy="11" r="6" />
        <path d="m15.5 15.5 5 5" />
      </Door>
      <Door to={portalPaths.services} name={say('serve')} hint={say('serveHint')}>
        <path d="M4 20V9l8-5 8 5v11zM9 20v-6h6v6" />
      </Door>
    </ul>
  );
}

function Door(door: {
  to: string;
  name: string;
  hint: string;
  look?: 'first';
  children: ReactNode;
}) {
  return (
    <li>
      <Link to={door.to} className={door.look ? 'home-door home-door-first' : 'home-door'}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          {door.children}
        </svg>
        <span>
          <strong>{door.name}</strong>
          <small>{door.hint}</small>
        </span>
      </Link>
    </li>
  );
}

function Danger({ centre }: { centre: Answer<'GET /api/public/centre'> }) {
  const say = useTexts(homeTexts);
  const named = useNamed();
  return (
    <section className="card home-danger" aria-labelledby="danger">
      <p id="danger">{say('danger')}</p>
      <ul className="home-numbers">
        {centre.emergencies.map((one) => (
          <li key={one.number}>
            <a className="button button-bad" href={`tel:${one.number}`}>
              <strong>{one.number}</strong> {named(one)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const NEWEST = 3;

function NewestNotices({ county }: { county: string }) {
  const say = useTexts(homeTexts);
  const named = useNamed();
  const time = useTime();
  const query = { county, limit: NEWEST };
  const shared = useTexts(sharedTexts);
  const notices = useQuery(read('GET /api/public/notices', { query }));
  const items = notices.data?.items ?? [];
  const { all, choose } = useCounty();
  return (
    <>
      {isUnreachable(notices.error) ? (
        <section className="card">
          <h2>{say('notices')}</h2>
          <p className="muted">{shared('unreachedPart')}</p>
        </section>
      ) : (
        <ProblemNote error={notices.error} onRetry={() => void notices.refetch()} />
      )}
      {items.length > 0 && (
        <section className="card">
          <h2>{say('notices')}</h2>
          <ul className="plain-list home-notices">
            {items.map((notice) => (
              <li key={notice.id}>
                <Link to={portalPaths.notices} hash={notice.id}>
                  {named(notice.title)}
                </Link>
                <small className="muted">
                  {notice.town?.name ?? named(notice.org)} · {time(notice.fromAt, 'day')}
                </small>
              </li>
            ))}
          </ul>
          <Link to={portalPaths.notices}>{say('allNotices')}</Link>
        </section>
      )}
      {all.length > 1 && (
        <p>
          <button type="button" className="button button-link" onClick={() => choose('')}>
            {say('otherCounty')}
          </button>
        </p>
      )}
    </>
  );
}
