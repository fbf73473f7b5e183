/** How a matter stands at the desk: the colours of its clocks, and the supervisions over it. */
import { useTime } from '../../../../../web/dates.ts';
import { useMarks, useNamed, useTexts } from '../../../../../web/texts.ts';
import type { DeskMatter } from './desk.tsx';
import { deskTexts } from './texts.ts';

const colours = ['yellow', 'orange', 'red', 'breach'];

/** Colours are said in words too: the chip carries its name. */
export function ClockChips({ clocks }: Pick<DeskMatter, 'clocks'>) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const time = useTime();
  const marks = useMarks();
  const shown = clocks.filter(({ rung }) => colours.includes(rung));
  if (shown.length === 0) return null;
  return (
    <ul className="desk-chips">
      {shown.map(({ name, zh, en, rung, dueAt, org }) => {
        const key = rung === 'breach' ? 'breached' : (rung as 'yellow' | 'orange' | 'red');
        const words = rung === 'breach' ? 'overdueSince' : 'dueBy';
        const due = say(words, { clock: named({ zh, en }), at: time(dueAt) });
        return (
          <li key={`${name} ${org?.id}`} className={`desk-chip desk-chip-${key}`}>
            <b>{say(key)}</b> {org ? marks.aside(due, named(org)) : due}
          </li>
        );
      })}
    </ul>
  );
}

type One = DeskMatter['supervisions'][number];

export function SupervisionLines({ supervisions }: Pick<DeskMatter, 'supervisions'>) {
  if (supervisions.length === 0) return null;
  return (
    <ul className="desk-supervisions">
      {supervisions.map((one) => (
        <SupervisionLine key={one.id} one={one} />
      ))}
    </ul>
  );
}

function SupervisionLine({ one }: { one: One }) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const time = useTime();
  const kind = one.kind as 'reminder' | 'urging' | 'listed' | 'talk' | 'circular' | 'order';
  const stands = one.isWithdrawn ? 'withdrawn' : one.state;
  const state = stands as 'issued' | 'replied' | 'closed' | 'withdrawn';
  const due = one.replyDueAt ? say('replyBy', { at: time(one.replyDueAt) }) : say('noReplyDue');
  const when = one.repliedAt ? say('repliedAt', { at: time(one.repliedAt) }) : due;
  return (
    <li className={one.state === 'closed' ? 'desk-supervision is-closed' : 'desk-supervision'}>
      <span>
        <b>{say(`kind_${kind}`)}</b> · {say(`state_${state}`)} · {when}
        {one.isLate && <span className="desk-late">{say('lateMark')}</span>}
        {one.isPublic && <span className="desk-public">{say('publicMark')}</span>}
      </span>
      <span className="desk-facts">
        {time(one.issuedAt)} {named(one.issuer)} → {named(one.target)}
      </span>
      <span>{say('reasonIs', { text: one.reason })}</span>
      {one.reply !== '' && <span>{say('replyIs', { text: one.reply })}</span>}
      {one.result !== '' && <span>{say('resultIs', { text: one.result })}</span>}
    </li>
  );
}
