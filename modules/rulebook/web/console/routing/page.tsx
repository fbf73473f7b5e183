/** Routing rules of a county: the table, and a trial of where something would go. */
import { BegunOn } from '../../../../../web/console/admin/begun.tsx';
import { CountySelect, NeedsCounty } from '../../../../../web/console/admin/parts.tsx';
import { useRule } from '../../../../../web/console/admin/rule.ts';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { useDraft } from '../draft.ts';
import { RuleEditor } from '../editor.tsx';
import { rulebookPageTexts } from '../texts.ts';
import { bodyOf, type RoutingDocument } from '../words.ts';
import { RoutingTable } from './table.tsx';
import { RouteTrial } from './trial.tsx';

export function RoutingPage() {
  const say = useTexts(rulebookPageTexts);
  return (
    <>
      <ConsoleTitle name={say('routing')}>
        <CountySelect />
      </ConsoleTitle>
      <NeedsCounty>{(county) => <OfCounty key={county} county={county} />}</NeedsCounty>
    </>
  );
}

function OfCounty({ county }: { county: string }) {
  const rule = useRule(county, 'routing');
  return <BegunOn rule={rule}>{(begun) => <Editor rule={begun} />}</BegunOn>;
}

function Editor({ rule }: { rule: ReturnType<typeof useRule> }) {
  const say = useTexts(rulebookPageTexts);
  const draft = useDraft<RoutingDocument>(bodyOf(rule.held, { rules: [] }));
  return (
    <RuleEditor
      rule={rule}
      draft={draft}
      help={say('routingHelp')}
      affects={<p>{say('affectsRouting')}</p>}
    >
      <RouteTrial county={rule.county} draft={draft.isDirty ? draft.value : null} />
      <RoutingTable
        county={rule.county}
        rules={draft.value.rules}
        onChange={(rules) => draft.change({ ...draft.value, rules })}
      />
    </RuleEditor>
  );
}
