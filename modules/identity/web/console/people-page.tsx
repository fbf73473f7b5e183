/** Accounts of staff with their posts. Residents are on no page. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Empty, Tag } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../../../web/api.ts';
import { GuardedButton } from '../../../../web/console/admin/parts.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ConsoleTitle, ConsoleWaiting, ProblemNotice } from '../../../../web/console/states.tsx';
import { useSearchState } from '../../../../web/router.tsx';
import { useTexts } from '../../../../web/texts.ts';
import { OrgSelect } from './org-form.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonPanel } from './person-panel.tsx';
import { identityPageTexts } from './texts.ts';
import './people.css';

export type Account = Answer<'GET /api/accounts'>['items'][number];

const KEY = 'accounts.page';

export function PeoplePage() {
  const say = useTexts(identityPageTexts);
  const client = useQueryClient();
  const [search, change] = useSearchState();
  const [isAdding, setAdding] = useState(false);
  const again = () => {
    void client.invalidateQueries({ queryKey: [KEY] });
  };
  return (
    <>
      <ConsoleTitle name={say('people')}>
        <GuardedButton permission="account.manage" type="primary" onClick={() => setAdding(true)}>
          {say('addPerson')}
        </GuardedButton>
      </ConsoleTitle>
      <p className="admin-soft">{say('peopleHelp')}</p>
      <div className="admin-bar">
        <label className="people-org">
          {say('org')}
          <OrgSelect
            value={search.org}
            onChange={(org) => change({ org, person: undefined })}
            placeholder={say('allOrgs')}
          />
        </label>
      </div>
      <People orgId={search.org} onChanged={again} />
      {isAdding && (
        <PersonForm
          orgId={search.org}
          onSaved={(account) => {
            setAdding(false);
            again();
            change({ org: account.orgId, person: account.id });
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

function People({ orgId, onChanged }: { orgId: string | undefined; onChanged: () => void }) {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const [search, change] = useSearchState();
  const pages = useInfiniteQuery({
    queryKey: [KEY, orgId],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api('GET /api/accounts', {
        query: { limit: 50, ...(orgId && { orgId }), ...(pageParam && { cursor: pageParam }) },
      }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  if (pages.isPending) return <ConsoleWaiting />;
  if (pages.error)
    return <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />;
  const people = pages.data.pages.flatMap((page) => page.items);
  if (people.length === 0) return <Empty description={say('noPeople')} />;
  const chosen = people.find((one) => one.id === search.person);
  return (
    <div className="admin-split">
      <nav className="admin-panel admin-sticky" aria-label={say('people')}>
        <ul className="admin-list">
          {people.map((one) => (
            <li key={one.id}>
              <Button
                type={one.id === chosen?.id ? 'primary' : 'text'}
                block
                className="people-name"
                onClick={() => change({ person: one.id })}
              >
                {one.displayName} <span className="people-login">{one.name}</span>
                {!one.isActive && <Tag>{say('isEnded')}</Tag>}
              </Button>
            </li>
          ))}
        </ul>
        {pages.hasNextPage && (
          <Button
            block
            onClick={() => void pages.fetchNextPage()}
            loading={pages.isFetchingNextPage}
          >
            {admin('moreRows')}
          </Button>
        )}
      </nav>
      <section className="admin-panel" aria-live="polite" aria-label={say('account')}>
        {chosen ? (
          <PersonPanel key={chosen.id} account={chosen} onChanged={onChanged} />
        ) : (
          <Empty description={say('choosePerson')} />
        )}
      </section>
    </div>
  );
}
