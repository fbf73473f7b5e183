/** One matter for everyone: its story without persons, released pictures, and following it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, Problem } from '../../../../../web/api.ts';
import { useTime } from '../../../../../web/dates.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { PhoneSignIn } from '../../../../../web/portal/phone-sign-in.tsx';
import { useParam } from '../../../../../web/router.tsx';
import { useSession } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { lazyPart } from '../../../../../web/ui/lazy-part.tsx';
import { Button, Notice, PageTitle, Sheet } from '../../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import { PageWaiting } from '../../../../../web/ui/states.tsx';
import { StageBadge } from './matter-card.tsx';
import { type PublicMatter, type PublicPage, publicPage } from './queries.ts';
import { boardTexts } from './texts.ts';
import './board.css';

const PlaceMap = lazyPart(async () => (await import('./public-map.tsx')).PublicMap);

export function PublicMatterPage() {
  const say = useTexts(boardTexts);
  const number = useParam('number');
  const page = useQuery(publicPage(number));
  const isMissing = page.error instanceof Problem && page.error.status === 404;
  const name = say('matterTitle', { number });
  if (page.data) return <Shown page={page.data} />;
  return (
    <>
      <PageTitle name={name}>{name}</PageTitle>
      {page.isPending && <PageWaiting />}
      {isMissing && <Notice tone="warn">{say('missing')}</Notice>}
      {!isMissing && <ProblemNote error={page.error} onRetry={() => void page.refetch()} />}
      <p>
        <Link to={portalPaths.board}>{say('backToBoard')}</Link>
      </p>
    </>
  );
}

function Shown({ page }: { page: PublicPage }) {
  const say = useTexts(boardTexts);
  const named = useNamed();
  const { matter, number } = page;
  const title = matter ? named(matter.title) : say('matterTitle', { number });
  return (
    <>
      <p>
        <Link to={portalPaths.board}>{say('backToBoard')}</Link>
      </p>
      <div className="board-card-head">
        <PageTitle name={title}>{title}</PageTitle>
        <StageBadge item={{ ...page, isOpen: page.closedAt === null }} />
      </div>
      <p className="muted board-number">{number}</p>
      {matter === null && <Notice>{say('bare')}</Notice>}
      <Facts page={page} matter={matter} />
      {page.mayFollow && <Follow number={number} />}
      <Pictures pictures={page.pictures} />
      {matter?.place.point && (
        <PlaceMap place={matter.place} point={matter.place.point} name={title} />
      )}
      {matter === null ? <Replies replies={page.replies} /> : <Steps steps={page.steps} />}
      <p>
        <Link to={portalPaths.matter(number)}>{say('isMine')}</Link>
      </p>
    </>
  );
}

function Facts({ page, matter }: { page: PublicPage; matter: PublicMatter | null }) {
  const say = useTexts(boardTexts);
  const named = useNamed();
  const time = useTime();
  const facts: [string, string | null][] = [
    [say('category'), matter?.category ? named(matter.category) : null],
    [say('where'), placeWords(matter, say('nearby'))],
    [say('handler'), matter?.handlingOrg ? named(matter.handlingOrg) : null],
    [say('receivedOn'), time(page.receivedAt, 'full')],
    [say('closedOn'), page.closedAt && time(page.closedAt, 'full')],
    [say('reporters'), matter && matter.reporterCount > 1 ? String(matter.reporterCount) : null],
  ];
  return (
    <dl className="facts card">
      {facts.map(([name, words]) =>
        words ? (
          <div key={name} className="board-fact">
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function placeWords(matter: PublicMatter | null, nearby: string): string | null {
  if (!matter) return null;
  const { regionName, point, isExact } = matter.place;
  return point && !isExact ? `${regionName}${nearby}` : regionName;
}

function Follow({ number }: { number: string }) {
  const say = useTexts(boardTexts);
  const session = useSession();
  const [isSigning, setSigning] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const follow = useMutation({
    mutationFn: () =>
      api(
        'POST /api/matters/{number}/actions/{action}',
        { params: { number, action: 'follow' }, body: { input: {} } },
        { key },
      ),
  });
  const isThere = follow.error instanceof Problem && follow.error.code === 'ALREADY_FOLLOWED';
  const press = () => (session.kind === 'resident' ? follow.mutate() : setSigning(true));
  if (follow.isSuccess || isThere) {
    return (
      <Notice tone="good">
        <p>{say('followed')}</p>
        <Link to={portalPaths.matter(number)}>{say('toMine')}</Link>
      </Notice>
    );
  }
  return (
    <section className="card">
      <ProblemNote error={follow.error} />
      <Button isWide disabled={follow.isPending} onClick={press}>
        {follow.isPending ? say('following') : say('follow')}
      </Button>
      <p className="muted board-hint">{say('followHint')}</p>
      <Sheet title={say('signInToFollow')} isOpen={isSigning} onClose={() => setSigning(false)}>
        <PhoneSignIn
          onDone={() => {
            setSigning(false);
            follow.mutate();
          }}
        />
        <Button look="link" onClick={() => setSigning(false)}>
          {say('cancel')}
        </Button>
      </Sheet>
    </section>
  );
}

const MOMENTS = {
  report: 'fromReport',
  before: 'before',
  after: 'after',
  other: 'otherMoment',
} as const;

function Pictures({ pictures }: { pictures: PublicPage['pictures'] }) {
  const say = useTexts(boardTexts);
  if (pictures.length === 0) return null;
  return (
    <section aria-labelledby="pictures">
      <h2 id="pictures">{say('pictures')}</h2>
      <div className="board-pictures">
        {pictures.map((one) => {
          const what = say(MOMENTS[one.moment]);
          return (
            <figure key={one.id}>
              <a href={one.href} target="_blank" rel="noreferrer">
                <img
                  src={one.thumbHref ?? one.href}
                  alt={say('pictureOf', { what })}
                  loading="lazy"
                />
              </a>
              <figcaption>{what}</figcaption>
            </figure>
          );
        })}
      </div>
    </section>
  );
}

function Steps({ steps }: { steps: PublicPage['steps'] }) {
  const say = useTexts(boardTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <section aria-labelledby="story">
      <h2 id="story">{say('story')}</h2>
      <ol className="timeline" reversed>
        {steps.toReversed().map((step, at) => (
          // Steps are only ever added at the front: the place from the end names one.
          <li key={`${steps.length - at} ${step.action}`}>
            <strong>{named(step.what)}</strong>
            {step.text && <p className="board-quote">{step.text}</p>}
            <div className="muted">
              <time dateTime={step.at}>{time(step.at)}</time> {named(step.org)}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Replies({ replies }: { replies: PublicPage['replies'] }) {
  const say = useTexts(boardTexts);
  const time = useTime();
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{say('answers')}</h2>
      {replies.length === 0 && <p className="muted">{say('noAnswers')}</p>}
      {replies.map((reply) => (
        <blockquote key={`${reply.at}${reply.text}`} className="card board-answer">
          <p>{reply.text}</p>
          <time className="muted" dateTime={reply.at}>
            {time(reply.at)}
          </time>
        </blockquote>
      ))}
    </section>
  );
}
