/** The working calendar of a county as a year, its own decisions, and a clock tried on it. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Calendar } from '../../../../../kernel/calendar.ts';
import { BegunOn } from '../../../../../web/console/admin/begun.tsx';
import { CountySelect, NeedsCounty } from '../../../../../web/console/admin/parts.tsx';
import { type Rule, useRule } from '../../../../../web/console/admin/rule.ts';
import { ConsoleMissing, ConsoleTitle } from '../../../../../web/console/states.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { type Draft, useDraft } from '../draft.ts';
import { RuleEditor } from '../editor.tsx';
import { calendarTexts } from '../texts.ts';
import { ClockTrial } from './clock-trial.tsx';
import { HoursForm } from './hours-form.tsx';
import { isBehind, takeOver } from './take-over.ts';
import { Year } from './year.tsx';
import './calendar.css';

export function CalendarPage() {
  const say = useTexts(calendarTexts);
  return (
    <>
      <ConsoleTitle name={say('title')}>
        <CountySelect />
      </ConsoleTitle>
      <NeedsCounty>{(county) => <OfCounty key={county} county={county} />}</NeedsCounty>
    </>
  );
}

function OfCounty({ county }: { county: string }) {
  const rule = useRule(county, 'calendar');
  if (!rule.held) return <ConsoleMissing />;
  return <BegunOn rule={rule}>{(begun) => <Editor rule={begun} />}</BegunOn>;
}

/** Calendars have passed their check when they were published. */
function Editor({ rule }: { rule: Rule }) {
  const held = rule.held?.body as Calendar;
  const say = useTexts(calendarTexts);
  const draft = useDraft<Calendar>(held);
  // The hours begin anew when they are changed from outside, and never while one writes them.
  const [round, setRound] = useState(0);
  // The document's own count goes up with each change: explanations of clocks name it.
  const change = (next: Calendar) => draft.change({ ...next, version: held.version + 1 });
  const reset = () => {
    draft.reset();
    setRound(round + 1);
  };
  const replace = (next: Calendar) => {
    change(next);
    setRound(round + 1);
  };
  return (
    <RuleEditor
      rule={rule}
      draft={{ ...draft, reset }}
      help={say('help')}
      affects={<p>{say('affects')}</p>}
    >
      <TakeOver rule={rule} draft={{ ...draft, change: replace }} />
      <ClockTrial county={rule.county} draft={draft.isDirty ? draft.value : null} />
      <Year calendar={draft.value} onChange={change} />
      <HoursForm key={round} calendar={draft.value} onChange={change} />
    </RuleEditor>
  );
}

function TakeOver({ rule, draft }: { rule: Rule; draft: Draft<Calendar> }) {
  const say = useTexts(calendarTexts);
  const shared = useRule('*', 'calendar').held;
  if (rule.held?.county === '*' || !shared) return null;
  const newer = shared.body as Calendar; // As above.
  if (!isBehind(draft.value, newer)) return null;
  return (
    <Alert
      type="warning"
      title={say('newer', { until: newer.knownUntil })}
      action={
        <Button onClick={() => draft.change(takeOver(draft.value, newer))}>
          {say('takeOver')}
        </Button>
      }
    />
  );
}
