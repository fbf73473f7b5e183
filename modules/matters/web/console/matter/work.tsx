/** Who handles it: lead and supporting, each with its state and clocks; why it came here. */
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { assignmentRoleWords, assignmentStateWords } from '../../../contract/words.ts';
import { TimeLeft } from '../time-left.tsx';
import type { Matter } from './form-rules.ts';
import { Facts, Mark, Panel, Quiet, type Tone, useWord } from './parts.tsx';
import { matterTexts } from './texts.ts';

type Work = Matter['assignments'][number];

export function WorkPanel({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  return (
    <Panel id="work" title={say('work')}>
      {matter.assignments.length === 0 && <Quiet>{say('noWork')}</Quiet>}
      <ul className="matter-list">
        {matter.assignments.map((work) => (
          <WorkRow
            key={`${work.org.id} ${work.role} ${work.assignedAt}`}
            work={work}
            matter={matter}
          />
        ))}
      </ul>
      <h3>{say('route')}</h3>
      <Route matter={matter} />
    </Panel>
  );
}

const stateTones: Readonly<Record<string, Tone>> = {
  assigned: 'warn',
  acknowledged: 'info',
  done: 'good',
};

function WorkRow({ work, matter }: { work: Work; matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const time = useTime();
  const word = useWord();
  const clocks = matter.clocks.filter(
    (clock) => clock.org?.id === work.org.id && clock.state === 'running',
  );
  return (
    <li>
      <div className="matter-row">
        <Mark>{word(assignmentRoleWords, work.role)}</Mark>
        <b>{named(work.org)}</b>
        {work.post && <span>{named(work.post)}</span>}
        <Mark tone={stateTones[work.state] ?? 'plain'}>
          {word(assignmentStateWords, work.state)}
        </Mark>
        {work.isCalledIn && <Mark tone="warn">{say('calledIn')}</Mark>}
      </div>
      <div className="matter-soft">{say('assignedAt', { time: time(work.assignedAt) })}</div>
      {clocks.map((clock) => (
        <div key={clock.id}>
          {named(clock)} {say('ownClock', { time: time(clock.dueAt) })}{' '}
          <TimeLeft left={clock.timeLeft} dueAt={clock.dueAt} />
        </div>
      ))}
      {work.note && <p className="matter-text">{work.note}</p>}
      {work.result && <p className="matter-text">{work.result}</p>}
    </li>
  );
}

function Route({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { route } = matter;
  const isGiven = matter.byHand !== null || matter.isSelfHandled;
  if (!route && !isGiven) return <Quiet>{say('noRoute')}</Quiet>;
  // Where no rule led anywhere and somebody has given it by now, that there was none says nothing.
  const isToSay = route !== null && (route.rule !== null || !isGiven);
  return (
    <>
      <ByHand matter={matter} />
      {isToSay && <p>{isGiven ? say('rulesSaid', { name: named(route) }) : named(route)}</p>}
      <Facts
        facts={[
          route?.rule ? [say('rule'), route.rule] : null,
          route?.version ? [say('ruleVersion'), String(route.version)] : null,
          route?.grid ? [say('grid'), matter.gridName ?? route.grid] : null,
        ]}
      />
    </>
  );
}

/** Somebody's choice has a name and a reason, as a rule has. */
function ByHand({ matter: { byHand, isSelfHandled } }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  if (!byHand) return isSelfHandled ? <p>{say('bySelf')}</p> : null;
  const { reason, isDesignated } = byHand;
  const who = [named(byHand.by), byHand.post && named(byHand.post)].filter(Boolean).join(' · ');
  const gaps = { who, org: named(byHand.org), reason };
  const bare = isDesignated ? 'designatedBy' : 'byHand';
  const why = isDesignated ? 'designatedWhy' : 'byHandWhy';
  return <p>{reason === '' ? say(bare, gaps) : say(why, gaps)}</p>;
}
