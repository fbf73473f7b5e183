/** 我要查询: one's own matters, or the two ways to them for who has not signed in. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api } from '../../../../../web/api.ts';
import { useTime } from '../../../../../web/dates.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { PhoneSignIn } from '../../../../../web/portal/phone-sign-in.tsx';
import { useSession } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Badge, Button, Empty, PageTitle, type Tone } from '../../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import { PageWaiting } from '../../../../../web/ui/states.tsx';
import type { OwnSummary } from './queries.ts';
import { ownTexts } from './texts.ts';
import './own.css';

export function MyPage() {
  const say = useTexts(ownTexts);
  const session = useSession();
  return (
    <>
      <PageTitle name={say('myTitle')}>{say('myTitle')}</PageTitle>
      {session.kind === 'resident' ? <Mine /> : <Doors />}
    </>
  );
}

function Doors() {
  const say = useTexts(ownTexts);
  const navigate = useNavigate();
  return (
    <>
      <section className="card">
        <p>{say('signInFirst')}</p>
        <PhoneSignIn onDone={() => void navigate({ to: portalPaths.my })} />
      </section>
      <section className="card">
        <h2>{say('byNumber')}</h2>
        <p>{say('byNumberHint')}</p>
        <Link className="button button-plain button-wide" to={portalPaths.query}>
          {say('byNumber')}
        </Link>
      </section>
      <ForSomebody />
    </>
  );
}

function ForSomebody() {
  const say = useTexts(ownTexts);
  return (
    <p>
      <Link to={portalPaths.petitionFor}>{say('petitionFor')}</Link>
    </p>
  );
}

const PAGE = 20;

function Mine() {
  const say = useTexts(ownTexts);
  const pages = useInfiniteQuery({
    queryKey: ['GET /api/my/matters'],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/my/matters', { query: { limit: PAGE, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 5_000,
  });
  if (pages.isPending) return <PageWaiting />;
  if (pages.error) return <ProblemNote error={pages.error} onRetry={() => void pages.refetch()} />;
  const items = pages.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Nothing />;
  return (
    <>
      <p className="muted">{say('myIntro')}</p>
      <ul className="plain-list">
        {items.map((item) => (
          <Row key={item.number} item={item} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button
          look="plain"
          isWide
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {say('more')}
        </Button>
      )}
      <p>
        <Link to={portalPaths.query}>{say('addByNumber')}</Link>
      </p>
      <p>
        <Link to={portalPaths.myAppointments}>{say('appointments')}</Link>
      </p>
      <ForSomebody />
    </>
  );
}

function Nothing() {
  const say = useTexts(ownTexts);
  return (
    <Empty>
      <p>
        <strong>{say('none')}</strong>
      </p>
      <p>{say('noneHelp')}</p>
      <div className="actions own-centred">
        <Link className="button button-main" to={portalPaths.report}>
          {say('report')}
        </Link>
        <Link className="button button-plain" to={portalPaths.query}>
          {say('byNumber')}
        </Link>
      </div>
      <ForSomebody />
    </Empty>
  );
}

function toneOf(item: OwnSummary): Tone {
  if (item.isOverdue) return 'bad';
  return item.isOpen ? 'info' : 'good';
}

function Row({ item }: { item: OwnSummary }) {
  const say = useTexts(ownTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <li>
      <Link className="card own-row" to={portalPaths.matter(item.number)}>
        <span className="own-row-head">
          <strong>{item.title}</strong>
          <Badge tone={toneOf(item)}>{item.isOverdue ? say('overdue') : named(item.stage)}</Badge>
        </span>
        <span className="own-row-facts">
          {item.category && <span>{named(item.category)}</span>}
          <span>
            {item.closedAt
              ? say('closedAt', { at: time(item.closedAt, 'day') })
              : say('received', { at: time(item.receivedAt, 'day') })}
          </span>
          {item.replyCount > 0 && <span>{say('replies', { count: item.replyCount })}</span>}
          {item.relation === 'follower' && <span>{say('follows')}</span>}
          {item.relation === 'proxy' && <span>{say('proxyOf')}</span>}
        </span>
        <span className="own-number">{item.number}</span>
      </Link>
    </li>
  );
}
