/** The head of a matter: what it is called, where it stands, how much time is left. */
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { useTime } from '../../../../../web/dates.ts';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { outcomeWords, urgencyWords } from '../../../contract/words.ts';
import { TimeLeft } from '../time-left.tsx';
import { type Clock, nextClocks } from './clock-rules.ts';
import type { Matter } from './form-rules.ts';
import { Mark, useWord } from './parts.tsx';
import { matterTexts } from './texts.ts';

export function MatterHead({ matter, onRefresh }: { matter: Matter; onRefresh: () => void }) {
  const say = useTexts(matterTexts);
  return (
    <div className="matter-head">
      <ConsoleTitle name={matter.title}>
        <Button size="small" onClick={onRefresh}>
          {say('refresh')}
        </Button>
      </ConsoleTitle>
      <div className="matter-head-line">
        <Number number={matter.number} />
        <Marks matter={matter} />
        <Due matter={matter} />
      </div>
      <Jump />
      {matter.joined && (
        <p className="matter-joined">
          {say('joined')}{' '}
          <Link to={consolePaths.matter(matter.joined.number)}>{matter.joined.number}</Link>
        </p>
      )}
    </div>
  );
}

const panels = [
  'actions',
  'story',
  'clocks',
  'people',
  'place',
  'work',
  'requests',
  'supervision',
  'attachments',
  'replies',
  'links',
  'log',
] as const;

/** On a phone the page is long: a way to each of its parts. */
function Jump() {
  const say = useTexts(matterTexts);
  return (
    <nav className="matter-jump" aria-label={say('jump')}>
      {panels.map((id) => (
        <a key={id} href={`#${id}`}>
          {say(id)}
        </a>
      ))}
    </nav>
  );
}

function Number({ number }: { number: string }) {
  const say = useTexts(matterTexts);
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard?.writeText(number);
    void message.success(say('copied'));
  };
  return (
    <span className="matter-number">
      {number}{' '}
      <Button type="link" size="small" onClick={() => void copy()}>
        {say('copy')}
      </Button>
    </span>
  );
}

function Marks({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const word = useWord();
  const marks: (string | false | null)[] = [
    matter.outcome && word(outcomeWords, matter.outcome),
    matter.isPrivate && say('private'),
    matter.isUnowned && say('unowned'),
    matter.isSelfHandled && say('selfHandled'),
    matter.reworkCount > 0 && say('rework', { count: matter.reworkCount }),
    matter.reopenCount > 0 && say('reopened', { count: matter.reopenCount }),
    matter.objectionCount > 0 && say('objections', { count: matter.objectionCount }),
  ];
  return (
    <>
      <span className="matter-stage">
        <Mark tone="info">{named(matter.stage)}</Mark>
      </span>
      {matter.urgency === 'urgent' && <Mark tone="bad">{word(urgencyWords, 'urgent')}</Mark>}
      {matter.isSuspended && <Mark tone="warn">{say('suspended')}</Mark>}
      {marks
        .filter((mark) => typeof mark === 'string')
        .map((mark) => (
          <Mark key={mark}>{mark}</Mark>
        ))}
    </>
  );
}

function Due({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const time = useTime();
  if (matter.closedAt) {
    return (
      <span>
        {say('closedAt')} <b>{time(matter.closedAt)}</b>
      </span>
    );
  }
  const clocks = nextClocks(matter);
  if (clocks.length === 0) return <span>{say('noDue')}</span>;
  return clocks.map((clock) => <ClockDue key={clock.id} clock={clock} />);
}

function ClockDue({ clock }: { clock: Clock }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <span>
      {named(clock)} · {say('due')} <b>{time(clock.dueAt)}</b>{' '}
      <TimeLeft left={clock.timeLeft} dueAt={clock.dueAt} />
    </span>
  );
}
