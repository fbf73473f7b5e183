/** A rule as text, checked as it is written; each fault leads to its line. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea.js';
import { useDeferredValue, useRef } from 'react';
import { api } from '../../../../../web/api.ts';
import type { Rule } from '../../../../../web/console/admin/rule.ts';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { rawTexts } from '../texts.ts';
import { type PlacedFault, placeFaults, readText } from './lines.ts';
import '../rulebook.css';

export function TextEditor({
  rule,
  text,
  onChange,
}: {
  rule: Rule;
  text: string;
  onChange: (text: string) => void;
}) {
  const say = useTexts(rawTexts);
  const area = useRef<TextAreaRef>(null);
  const { faults, isChecking, error } = useFaults(rule, useDeferredValue(text));
  const goTo = (line: number) => {
    const field = area.current?.resizableTextArea?.textArea;
    if (!field) return;
    const lines = text.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    field.scrollTop = Math.max(0, (line - 5) * (field.scrollHeight / lines.length));
  };
  return (
    <>
      <label className="rule-text-label" htmlFor="rule-text">
        {say('text')}
      </label>
      <p className="admin-soft">{say('textHelp')}</p>
      <Input.TextArea
        id="rule-text"
        ref={area}
        className="rule-text"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        rows={24}
        spellCheck={false}
        wrap="off"
      />
      <div aria-live="polite">
        <ProblemNotice error={error} />
        {isChecking ? say('checking') : <FaultList faults={faults} onGo={goTo} />}
      </div>
    </>
  );
}

function FaultList({ faults, onGo }: { faults: PlacedFault[]; onGo: (line: number) => void }) {
  const say = useTexts(rawTexts);
  if (faults.length === 0) return <Alert type="success" title={say('noFault')} />;
  return (
    <Alert
      type="error"
      title={say('faultCount', { count: faults.length })}
      description={
        <ul>
          {faults.slice(0, 100).map((fault) => (
            <li key={`${fault.line} ${fault.place} ${fault.what}`}>
              <Button type="link" size="small" onClick={() => onGo(fault.line)}>
                {say('line', { line: fault.line })}
              </Button>
              <code className="admin-code">{fault.place}</code> {fault.what}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** Faults of reading at once; the server's own once the text is a document. */
function useFaults(rule: Rule, text: string) {
  const read = readText(text);
  const { county, kind, name } = rule;
  const check = useQuery({
    queryKey: ['rule.check', county, kind, name, read.body],
    enabled: read.body !== null,
    queryFn: () =>
      api('POST /api/rulebook/check', { body: { county, kind, name, body: read.body ?? {} } }),
  });
  if (read.body === null) return { faults: read.faults, isChecking: false, error: null };
  return {
    faults: placeFaults(text, check.data?.faults ?? []),
    isChecking: check.isPending,
    error: check.error,
  };
}
