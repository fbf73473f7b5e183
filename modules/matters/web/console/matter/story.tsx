/** The story: what was said, what about, by which door, and what happened so far. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { ConsoleWaiting } from '../../../../../web/console/states.tsx';
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { channelWords, outcomeWords, proofWords, urgencyWords } from '../../../contract/words.ts';
import type { Matter } from './form-rules.ts';
import { Facts, Panel, useWord } from './parts.tsx';
import { type LogEntry, logQuery } from './reads.ts';
import { matterTexts } from './texts.ts';
import './log.css';

export function StoryPanel({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const time = useTime();
  const word = useWord();
  return (
    <Panel id="story" title={say('story')}>
      <p className="matter-text">{matter.text}</p>
      <Answers matter={matter} />
      <Facts
        facts={[
          [say('category'), matter.category ? named(matter.category) : say('noCategory')],
          [say('kind'), named(matter.kind)],
          [say('urgency'), word(urgencyWords, matter.urgency)],
          [say('channel'), word(channelWords, matter.channel)],
          matter.onBehalf && [say('onBehalf'), named(matter.onBehalf)],
          [say('receivedAt'), time(matter.receivedAt, 'full')],
          [say('owner'), named(matter.owner)],
          matter.heldWhy && [say('heldWhy'), named(matter.heldWhy)],
          [say('handlingOrg'), matter.handlingOrg ? named(matter.handlingOrg) : say('none')],
          matter.subjectOrg && [say('subjectOrg'), named(matter.subjectOrg)],
          [say('reporters'), String(matter.reporterCount)],
          matter.outcome ? [say('outcome'), word(outcomeWords, matter.outcome)] : null,
          matter.proof ? [say('proof'), word(proofWords, matter.proof)] : null,
          matter.result && [say('result'), matter.result.text],
        ]}
      />
      <h3>{say('timeline')}</h3>
      <Suspense fallback={<ConsoleWaiting />}>
        <Timeline number={matter.number} />
      </Suspense>
    </Panel>
  );
}

/** What the reporter answered to the category's own questions. */
function Answers({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const facts = matter.answers.map(
    ({ label, text }) => [named(label), named(text) || say('none')] as const,
  );
  return facts.length === 0 ? null : <Facts facts={facts} />;
}

/** The entries that moved the matter on, in plain words; everything stands in the log below. */
function Timeline({ number }: { number: string }) {
  const { data } = useSuspenseQuery(logQuery(number));
  const steps = data.entries.filter((entry) => entry.seq === 1 || entry.stage !== null);
  return (
    <ol className="matter-timeline">
      {steps.map((entry) => (
        <Step key={entry.seq} entry={entry} />
      ))}
    </ol>
  );
}

function Step({ entry }: { entry: LogEntry }) {
  const named = useNamed();
  const time = useTime();
  return (
    <li>
      <time dateTime={entry.occurredAt}>{time(entry.occurredAt)}</time>{' '}
      {entry.org && <span>{named(entry.org)} </span>}
      <b>{named(entry.actionLabel)}</b>
      {entry.stage && <span> → {named(entry.stage)}</span>}
    </li>
  );
}
