/** One rule as text: for kinds without a page of their own, and for who prefers to write. */
import { useState } from 'react';
import { BegunOn } from '../../../../../web/console/admin/begun.tsx';
import type { PlainWords } from '../../../../../web/console/admin/differences.tsx';
import { CountySelect, NeedsCounty } from '../../../../../web/console/admin/parts.tsx';
import { type Rule, useRule } from '../../../../../web/console/admin/rule.ts';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { useParam } from '../../../../../web/router.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { RuleEditor } from '../editor.tsx';
import { rawTexts } from '../texts.ts';
import { readText, textOf } from './lines.ts';
import { TextEditor } from './text-editor.tsx';

export function RawRulePage() {
  const say = useTexts(rawTexts);
  const kind = useParam('kind');
  const name = useParam('name');
  const title = `${say(kind as 'process')} · ${name}`;
  return (
    <>
      <ConsoleTitle name={title}>
        <CountySelect />
      </ConsoleTitle>
      <NeedsCounty>
        {(county) => <OfRule key={`${county} ${kind} ${name}`} {...{ county, kind, name }} />}
      </NeedsCounty>
    </>
  );
}

function OfRule({ county, kind, name }: { county: string; kind: string; name: string }) {
  const rule = useRule(county, kind, name);
  const say = useTexts(rawTexts);
  return (
    <BegunOn rule={rule}>
      {(begun) => <RawEditor rule={begun} affects={<p>{say('affects')}</p>} />}
    </BegunOn>
  );
}

export function RawEditor({
  rule,
  affects,
  plainOf,
}: {
  rule: Rule;
  affects: React.ReactNode;
  /** The plain words of the changes, for a kind of document that has them. */
  plainOf?: (body: object) => PlainWords;
}) {
  const [begun] = useState(() => textOf(rule.held?.body ?? {}));
  const [text, setText] = useState(begun);
  const [begunBody] = useState(() => readText(begun).body);
  const { body } = readText(text);
  const isDirty = text !== begun && body !== null && !isSame(body, begunBody);
  const draft = {
    value: body ?? {},
    isDirty,
    change: () => undefined,
    reset: () => setText(begun),
  };
  return (
    <RuleEditor rule={rule} draft={draft} affects={affects} plain={plainOf?.(body ?? {})}>
      <TextEditor rule={rule} text={text} onChange={setText} />
    </RuleEditor>
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
