/** One process: its diagram, its tables, its versions side by side, and a new version. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Alert, Select, Space, Tabs } from 'antd';
import { useState } from 'react';
import { api, read } from '../../../../../web/api.ts';
import { BegunOn } from '../../../../../web/console/admin/begun.tsx';
import { Differences } from '../../../../../web/console/admin/differences.tsx';
import { CountySelect, NeedsCounty } from '../../../../../web/console/admin/parts.tsx';
import { type Rule, useRule } from '../../../../../web/console/admin/rule.ts';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { RuleLine, Versions } from '../../../../../web/console/admin/versions.tsx';
import { ConsoleMissing, ConsoleTitle, ProblemNotice } from '../../../../../web/console/states.tsx';
import { useParam } from '../../../../../web/router.tsx';
import { useMarks, useNamed, useTexts } from '../../../../../web/texts.ts';
import { RawEditor } from '../raw/page.tsx';
import { processTexts } from '../texts.ts';
import { bodyOf, type ProcessDocument } from '../words.ts';
import { Diagram, WaysFrom } from './diagram.tsx';
import { plainProcess } from './plain.ts';
import { ActionTable, ClockTable, StageTable } from './tables.tsx';
import { useSpeak } from './use-speak.ts';
import '../rulebook.css';

export function ProcessPage() {
  const kind = useParam('kind');
  return (
    <NeedsCounty>
      {(county) => <OfKind key={`${county} ${kind}`} {...{ county, kind }} />}
    </NeedsCounty>
  );
}

function OfKind({ county, kind }: { county: string; kind: string }) {
  const say = useTexts(processTexts);
  const named = useNamed();
  const rule = useRule(county, 'process', kind);
  if (!rule.held) return <ConsoleMissing />;
  // Published processes have passed the check of their shape.
  const process = rule.held.body as ProcessDocument;
  return (
    <>
      <ConsoleTitle name={named(process.title)}>
        <CountySelect />
      </ConsoleTitle>
      <RuleLine rule={rule} />
      <Tabs
        items={[
          { key: 'diagram', label: say('diagram'), children: <Drawn process={process} /> },
          { key: 'stages', label: say('stageTable'), children: <StageTable process={process} /> },
          {
            key: 'actions',
            label: say('actionTable'),
            children: <ActionTable process={process} />,
          },
          { key: 'clocks', label: say('clockTable'), children: <ClockTable process={process} /> },
          { key: 'versions', label: say('versions'), children: <VersionsTab rule={rule} /> },
          {
            key: 'edit',
            label: say('edit'),
            children: <BegunOn rule={rule}>{(begun) => <EditTab rule={begun} />}</BegunOn>,
          },
        ]}
      />
    </>
  );
}

function EditTab({ rule }: { rule: Rule }) {
  const speak = useSpeak();
  const held = bodyOf<Partial<ProcessDocument>>(rule.held, {});
  return (
    <RawEditor
      rule={rule}
      affects={<Running rule={rule} />}
      plainOf={(body) => plainProcess(speak, [body, held])}
    />
  );
}

function Drawn({ process }: { process: ProcessDocument }) {
  const say = useTexts(processTexts);
  const [chosen, choose] = useState(process.initial);
  return (
    <div className="admin-panel">
      <p className="admin-soft">{say('diagramHelp')}</p>
      <Diagram process={process} chosen={chosen} onChoose={choose} />
      <WaysFrom process={process} chosen={chosen} />
    </div>
  );
}

/** Open matters by version: they go on with it whatever is published. */
function Running({ rule }: { rule: Rule }) {
  const say = useTexts(processTexts);
  const admin = useTexts(adminTexts);
  const marks = useMarks();
  const { items } = useSuspenseQuery(
    read('GET /api/rulebook/process/{kind}/running', {
      params: { kind: rule.name },
      query: { county: rule.county },
    }),
  ).data;
  return (
    <>
      <p>{say('affects')}</p>
      {items.length === 0 && <p>{say('noneRunning')}</p>}
      <ul className="rule-facts">
        {items.map(({ version, open }) => (
          <li key={version}>
            {marks.pair(admin('versionN', { version }), say('runningOf', { count: open }))}
          </li>
        ))}
      </ul>
    </>
  );
}

function VersionsTab({ rule }: { rule: Rule }) {
  const say = useTexts(processTexts);
  return (
    <>
      <Versions rule={rule} />
      <h2>{say('running')}</h2>
      <Running rule={rule} />
      {rule.versions.length > 1 && <Compare rule={rule} />}
    </>
  );
}

function Compare({ rule }: { rule: Rule }) {
  const speak = useSpeak();
  const held = bodyOf<Partial<ProcessDocument>>(rule.held, {});
  const say = useTexts(processTexts);
  const admin = useTexts(adminTexts);
  const [newest, before] = rule.versions.map((head) => head.version);
  const [from, setFrom] = useState(before);
  const [to, setTo] = useState(newest);
  const { county, kind, name } = rule;
  const compared = useQuery({
    queryKey: ['rule.compare', county, kind, name, from, to],
    queryFn: () => api('POST /api/rulebook/compare', { body: { county, kind, name, from, to } }),
  });
  const options = rule.versions.map(({ version, note }) => ({
    value: version,
    label: `${admin('versionN', { version })} · ${note}`,
  }));
  return (
    <>
      <h2>{say('compare')}</h2>
      <Space wrap>
        <Select aria-label={say('from')} value={from} onChange={setFrom} options={options} />
        →
        <Select aria-label={say('to')} value={to} onChange={setTo} options={options} />
      </Space>
      <ProblemNotice error={compared.error} />
      {compared.data?.count === 0 && <Alert type="info" title={say('same')} />}
      {compared.data && compared.data.count > 0 && (
        <Differences {...compared.data} plain={plainProcess(speak, [held])} />
      )}
    </>
  );
}
