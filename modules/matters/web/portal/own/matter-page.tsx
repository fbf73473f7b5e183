/** One matter of mine: where it stands, who acts now and until when, the answers, what I can do. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTime } from '../../../../../web/dates.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { ownMatterPanels } from '../../../../../web/portal/matter-panels.ts';
import { PhoneSignIn } from '../../../../../web/portal/phone-sign-in.tsx';
import { useParam } from '../../../../../web/router.tsx';
import { useSession } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Badge, Button, Notice, PageTitle } from '../../../../../web/ui/parts.tsx';
import { MatterActions } from './actions.tsx';
import { Openings } from './openings.tsx';
import { Pictures } from './pictures.tsx';
import { type OwnMatter, ownMatter } from './queries.ts';
import { Story } from './story.tsx';
import { ownTexts } from './texts.ts';
import './own.css';

export function OwnMatterPage() {
  const number = useParam('number');
  const session = useSession();
  return session.kind === 'resident' ? <Signed number={number} /> : <SignIn number={number} />;
}

function SignIn({ number }: { number: string }) {
  const say = useTexts(ownTexts);
  const navigate = useNavigate();
  return (
    <>
      <PageTitle name={say('title', { number })}>{say('title', { number })}</PageTitle>
      <p>{say('signInToSee')}</p>
      <section className="card">
        <PhoneSignIn onDone={() => void navigate({ to: portalPaths.matter(number) })} />
      </section>
      <Elsewhere number={number} />
    </>
  );
}

/** For whom it is not, or not yet: the two other ways to it. */
function Elsewhere({ number }: { number: string }) {
  const say = useTexts(ownTexts);
  return (
    <ul className="plain-list own-after">
      <li>
        <Link to={portalPaths.query} search={{ number }}>
          {say('byNumber')}
        </Link>
      </li>
      <li>
        <Link to={portalPaths.publicMatter(number)}>{say('publicInstead')}</Link>
      </li>
    </ul>
  );
}

function Signed({ number }: { number: string }) {
  const say = useTexts(ownTexts);
  const { data } = useSuspenseQuery(ownMatter(number));
  if (data) return <Shown matter={data} />;
  return (
    <>
      <PageTitle name={say('title', { number })}>{say('title', { number })}</PageTitle>
      <Notice tone="warn">{say('notYours')}</Notice>
      <Elsewhere number={number} />
    </>
  );
}

function Shown({ matter }: { matter: OwnMatter }) {
  const named = useNamed();
  return (
    <>
      <div className="own-head">
        <PageTitle name={matter.title}>{matter.title}</PageTitle>
        <Badge tone={matter.isOpen ? 'info' : 'good'}>{named(matter.stage)}</Badge>
      </div>
      <NumberLine number={matter.number} />
      {matter.isOpen ? <Now matter={matter} /> : <Ended matter={matter} />}
      <Rights rights={matter.rights} />
      <MatterActions matter={matter} />
      <Answers matter={matter} />
      {ownMatterPanels
        .filter(({ kind = matter.kind }) => kind === matter.kind)
        .map(({ id, Content }) => (
          <Suspense key={id}>
            <Content number={matter.number} />
          </Suspense>
        ))}
      <Story steps={matter.steps} />
      <Pictures attachments={matter.attachments} />
      <Reported matter={matter} />
      <Openings number={matter.number} />
    </>
  );
}

function NumberLine({ number }: { number: string }) {
  const say = useTexts(ownTexts);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(number);
    setCopied(true);
  };
  return (
    <p className="own-number">
      {number}{' '}
      <Button look="link" onClick={() => void copy()}>
        {say('copyNumber')}
      </Button>
      <span role="status">{isCopied && say('copied')}</span>
    </p>
  );
}

function Now({ matter }: { matter: OwnMatter }) {
  const say = useTexts(ownTexts);
  const named = useNamed();
  const time = useTime();
  const { actsNow, clock } = matter;
  return (
    <section className="card own-now" aria-labelledby="now">
      <h2 id="now">{say('now')}</h2>
      <p className="own-standing">{named(matter.standing)}</p>
      <dl className="facts">
        {actsNow?.org && (
          <>
            <dt>{say('actsNow')}</dt>
            <dd>{named(actsNow.org)}</dd>
          </>
        )}
        {actsNow?.dueAt && (
          <>
            <dt>{say('actsUntil')}</dt>
            <dd>{time(actsNow.dueAt)}</dd>
          </>
        )}
        {clock && (
          <>
            <dt>{say('clockBy', { clock: named(clock) })}</dt>
            <dd>
              <strong>{clock.state === 'stopped' ? say('clockStopped') : time(clock.dueAt)}</strong>
            </dd>
          </>
        )}
      </dl>
      {clock?.plain && (
        <p>
          {named(clock.plain)}
          {clock.citation !== null && say('rightBy', { law: clock.citation })}
        </p>
      )}
      <Notes notes={matter.notes} />
      {clock?.isOverdue && <Notice tone="bad">{say('isLate')}</Notice>}
      {clock?.isProvisional && <p className="muted">{say('provisional')}</p>}
      {matter.joined && <Joined joined={matter.joined} />}
    </section>
  );
}

function Joined({ joined }: { joined: NonNullable<OwnMatter['joined']> }) {
  const say = useTexts(ownTexts);
  const named = useNamed();
  return (
    <p>
      {say('joinedTo', { number: joined.number })}{' '}
      <Badge tone={joined.isOpen ? 'info' : 'good'}>{named(joined.stage)}</Badge>
    </p>
  );
}

function Ended({ matter }: { matter: OwnMatter }) {
  const say = useTexts(ownTexts);
  const named = useNamed();
  const time = useTime();
  const { outcome, reopen } = matter;
  const left = reopen.times - reopen.used;
  const canReopen = matter.actions.some((one) => one.action === 'reopen' && one.why === null);
  return (
    <section className="card own-ended" aria-labelledby="outcome">
      <h2 id="outcome">{say('outcomeIs', { name: named(outcome) })}</h2>
      <p className="own-standing">{named(matter.standing)}</p>
      {outcome && named(outcome.proof) !== '' && (
        <p>{say('proof', { words: named(outcome.proof) })}</p>
      )}
      {matter.result && (
        <blockquote className="own-quote">
          <strong>{say('handlerSays')}</strong>
          <p>{matter.result.text}</p>
        </blockquote>
      )}
      {matter.legalBasis && (
        <p>
          <strong>{say('legalBasis')}</strong> {matter.legalBasis}
        </p>
      )}
      {matter.joined && <Joined joined={matter.joined} />}
      <Notes notes={matter.notes} />
      <p className="muted">{say('closedAt', { at: time(matter.closedAt, 'full') })}</p>
      {canReopen && (
        <p className="muted">{say('reopenUntil', { at: time(reopen.until), count: left })}</p>
      )}
    </section>
  );
}

/** What the kind tells of the way that it goes: its route, and what that means. */
function Notes({ notes }: { notes: OwnMatter['notes'] }) {
  const named = useNamed();
  return notes.map((one) => <p key={one.zh}>{named(one)}</p>);
}

/** What may still be asked for, with its last day and the article that gives it. */
function Rights({ rights }: { rights: OwnMatter['rights'] }) {
  const say = useTexts(ownTexts);
  const named = useNamed();
  const time = useTime();
  return rights.map((one) => (
    <Notice key={one.name} tone="info">
      {say('rightUntil', { what: named(one), at: time(one.dueAt, 'full') })}
      {one.citation !== null && say('rightBy', { law: one.citation })}
      {one.plain && <p>{named(one.plain)}</p>}
    </Notice>
  ));
}

function Answers({ matter }: { matter: OwnMatter }) {
  const say = useTexts(ownTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{say('answers')}</h2>
      {matter.replies.length === 0 && <p className="muted">{say('noAnswers')}</p>}
      {matter.replies.toReversed().map((reply) => (
        <blockquote key={`${reply.at}${reply.text}`} className="card own-answer">
          <p>{reply.text}</p>
          <footer className="muted">
            {named(reply.by)} <time dateTime={reply.at}>{time(reply.at)}</time>
          </footer>
        </blockquote>
      ))}
    </section>
  );
}

/** It was told to somebody, who wrote it down: the words are theirs, the matter is the reader's. */
function OnBehalf({ matter }: { matter: OwnMatter }) {
  const say = useTexts(ownTexts);
  const named = useNamed();
  if (!matter.onBehalf) return null;
  const how =
    matter.channel === 'counter'
      ? 'onBehalfCounter'
      : matter.channel === 'hotline'
        ? 'onBehalfHotline'
        : 'onBehalfOther';
  return (
    <Notice>
      <p>{say(how, { org: named(matter.onBehalf) })}</p>
      <p>{say('onBehalfHelp')}</p>
    </Notice>
  );
}

/** It is shown, but none of its pictures yet. */
function doPicturesWait({ attachments }: OwnMatter): boolean {
  const isReleased = attachments.some((one) => one.purpose === 'covered' && one.isPublic);
  return !isReleased && attachments.some((one) => one.medium === 'picture');
}

function Reported({ matter }: { matter: OwnMatter }) {
  const say = useTexts(ownTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <section className="card" aria-labelledby="what">
      <h2 id="what">{say('what')}</h2>
      {matter.text !== '' && <p className="own-text">{matter.text}</p>}
      <OnBehalf matter={matter} />
      <dl className="facts">
        {matter.category && (
          <>
            <dt>{say('category')}</dt>
            <dd>{named(matter.category)}</dd>
          </>
        )}
        <dt>{say('place')}</dt>
        <dd>{matter.regionName}</dd>
        <dt>{say('received', { at: '' }).trim()}</dt>
        <dd>{time(matter.receivedAt, 'full')}</dd>
        <dt>{say('privacy')}</dt>
        <dd>
          {matter.hiddenWords
            ? say('isHidden', { why: named(matter.hiddenWords) })
            : say('isPublic')}
          {matter.isPublic && (
            <>
              {' '}
              <Link to={portalPaths.publicMatter(matter.number)}>{say('toPublic')}</Link>
              {doPicturesWait(matter) && <p className="muted">{say('picturesWait')}</p>}
            </>
          )}
        </dd>
      </dl>
    </section>
  );
}
