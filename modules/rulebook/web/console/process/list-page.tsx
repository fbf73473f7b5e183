/** The processes of a county, each with its size. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Empty } from 'antd';
import { api } from '../../../../../web/api.ts';
import { CountySelect, NeedsCounty } from '../../../../../web/console/admin/parts.tsx';
import { useRule } from '../../../../../web/console/admin/rule.ts';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { processTexts } from '../texts.ts';
import type { ProcessDocument } from '../words.ts';

export function ProcessListPage() {
  const say = useTexts(processTexts);
  return (
    <>
      <ConsoleTitle name={say('processes')}>
        <CountySelect />
      </ConsoleTitle>
      <p className="admin-soft">{say('help')}</p>
      <NeedsCounty>{(county) => <Processes county={county} />}</NeedsCounty>
    </>
  );
}

function Processes({ county }: { county: string }) {
  const say = useTexts(processTexts);
  const names = useSuspenseQuery({
    queryKey: ['processes', county],
    queryFn: () => processNames(county),
  }).data;
  if (names.length === 0) return <Empty description={say('none')} />;
  return (
    <div className="admin-cards">
      {names.map((name) => (
        <ProcessCard key={name} county={county} name={name} />
      ))}
    </div>
  );
}

async function processNames(county: string): Promise<string[]> {
  const own = await api('GET /api/rulebook', { query: { kind: 'process', county, limit: 100 } });
  const all = await api('GET /api/rulebook', {
    query: { kind: 'process', county: '*', limit: 100 },
  });
  return [...new Set([...own.items, ...all.items].map((head) => head.name))].sort();
}

function ProcessCard({ county, name }: { county: string; name: string }) {
  const say = useTexts(processTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const { held } = useRule(county, 'process', name);
  if (!held) return null;
  const process = held.body as ProcessDocument; // Checked when it was published.
  const counts = [
    say('stages', { count: Object.keys(process.stages).length }),
    say('actions', { count: Object.keys(process.actions).length }),
    say('clocks', { count: Object.keys(process.clocks).length }),
  ];
  return (
    <Link to={consolePaths.adminProcess(name)} className="admin-card">
      <strong>{named(process.title)}</strong>
      <span>{counts.join(' · ')}</span>
      <div className="admin-soft">
        {admin('versionN', { version: held.version })} ·{' '}
        {held.county === '*' ? admin('forAll') : admin('ownVersion')}
      </div>
    </Link>
  );
}
