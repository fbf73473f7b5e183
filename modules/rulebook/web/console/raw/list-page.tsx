/** Every kind of rule that holds for a county, and where each is edited. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Table } from 'antd';
import { api } from '../../../../../web/api.ts';
import { CountySelect, NeedsCounty, Scrollable } from '../../../../../web/console/admin/parts.tsx';
import type { RuleHead } from '../../../../../web/console/admin/rule.ts';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { useTime } from '../../../../../web/dates.ts';
import { consolePaths } from '../../../../../web/paths.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { rawTexts } from '../texts.ts';

const OWN_PAGES: Readonly<Record<string, string>> = {
  categories: consolePaths.adminCategories,
  routing: consolePaths.adminRouting,
  calendar: consolePaths.adminClocks,
  settings: consolePaths.adminSettings,
  replies: consolePaths.adminReplies,
  map: consolePaths.adminMap,
  templates: consolePaths.adminTemplates,
};

export function RuleListPage() {
  const say = useTexts(rawTexts);
  return (
    <>
      <ConsoleTitle name={say('rules')}>
        <CountySelect />
      </ConsoleTitle>
      <p className="admin-soft">{say('rulesHelp')}</p>
      <NeedsCounty>{(county) => <RuleList county={county} />}</NeedsCounty>
    </>
  );
}

function RuleList({ county }: { county: string }) {
  const say = useTexts(rawTexts);
  const admin = useTexts(adminTexts);
  const time = useTime();
  const heads = useSuspenseQuery({
    queryKey: ['rule', 'newest', county],
    queryFn: () => newestHeads(county),
  }).data;
  return (
    <Scrollable label={say('rules')}>
      <Table<RuleHead>
        size="small"
        rowKey={(head) => `${head.kind} ${head.name}`}
        dataSource={heads}
        pagination={false}
        columns={[
          { title: say('kind'), render: (_, head) => say(head.kind as 'process') },
          { title: say('name'), render: (_, head) => <RuleLink head={head} /> },
          {
            title: admin('whose'),
            render: (_, head) => (head.county === '*' ? admin('forAll') : admin('ownVersion')),
          },
          { title: admin('version'), dataIndex: 'version' },
          { title: admin('validFrom'), render: (_, head) => time(head.validFrom, 'full') },
          { title: admin('note'), dataIndex: 'note' },
          {
            title: admin('doings'),
            render: (_, head) => (
              <Link to={consolePaths.adminRule(head.kind, head.name)}>{say('editText')}</Link>
            ),
          },
        ]}
      />
    </Scrollable>
  );
}

function RuleLink({ head }: { head: RuleHead }) {
  const own = head.kind === 'process' ? consolePaths.adminProcess(head.name) : OWN_PAGES[head.kind];
  return own ? <Link to={own}>{head.name}</Link> : <code>{head.name}</code>;
}

/** Of each rule the county's newest, else the newest for all. */
async function newestHeads(county: string): Promise<RuleHead[]> {
  const found = new Map<string, RuleHead>();
  for (const whose of ['*', county]) {
    let cursor: string | undefined;
    for (let page = 0; page < 20; page += 1) {
      const query = { county: whose, limit: 100, ...(cursor && { cursor }) };
      const answer = await api('GET /api/rulebook', { query });
      for (const head of answer.items) found.set(`${head.kind} ${head.name}`, head);
      if (answer.next === null) break;
      cursor = answer.next;
    }
  }
  return [...found.values()].sort(
    (a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name),
  );
}
