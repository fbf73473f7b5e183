/** The tree of organisations, and the one chosen beside it. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Empty, Input, Tag, Tree } from 'antd';
import { useState } from 'react';
import {
  type OrgNode,
  type OrgView,
  orgsQuery,
  orgTree,
  useOrgs,
} from '../../../../web/console/admin/orgs.ts';
import { GuardedButton } from '../../../../web/console/admin/parts.tsx';
import { ConsoleTitle } from '../../../../web/console/states.tsx';
import { useSearchState } from '../../../../web/router.tsx';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { OrgForm } from './org-form.tsx';
import { OrgPanel } from './org-panel.tsx';
import { identityPageTexts } from './texts.ts';

export function OrgsPage() {
  const say = useTexts(identityPageTexts);
  const orgs = useOrgs();
  const client = useQueryClient();
  const [search, change] = useSearchState();
  const [isAdding, setAdding] = useState(false);
  const chosen = orgs.find((org) => org.id === search.org);
  const again = (org: OrgView) => {
    setAdding(false);
    void client.invalidateQueries(orgsQuery).then(() => change({ org: org.id }));
  };
  return (
    <>
      <ConsoleTitle name={say('orgs')}>
        <GuardedButton permission="org.manage" type="primary" onClick={() => setAdding(true)}>
          {say('addOrg')}
        </GuardedButton>
      </ConsoleTitle>
      <div className="admin-split">
        <section className="admin-panel admin-sticky" aria-label={say('orgTree')}>
          <OrgTree orgs={orgs} chosen={chosen} onChoose={(id) => change({ org: id })} />
        </section>
        <section className="admin-panel" aria-live="polite" aria-label={say('orgs')}>
          {chosen ? (
            <OrgPanel key={chosen.id} org={chosen} onSaved={again} />
          ) : (
            <Empty description={say('chooseOrg')} />
          )}
        </section>
      </div>
      {isAdding && (
        <OrgForm
          {...(chosen && { above: chosen })}
          onSaved={again}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

function OrgTree({
  orgs,
  chosen,
  onChoose,
}: {
  orgs: readonly OrgView[];
  chosen: OrgView | undefined;
  onChoose: (id: string) => void;
}) {
  const say = useTexts(identityPageTexts);
  const named = useNamed();
  const [words, setWords] = useState('');
  const nameOf = (org: OrgView) => named({ zh: org.nameZh, en: org.nameEn });
  if (orgs.length === 0) return <Empty description={say('noOrgs')} />;
  const found =
    words.trim() === '' ? null : orgs.filter((org) => nameOf(org).includes(words.trim()));
  return (
    <>
      <Input.Search
        allowClear
        placeholder={say('findOrg')}
        aria-label={say('findOrg')}
        onChange={(event) => setWords(event.target.value)}
      />
      {found ? (
        <ul className="admin-list" aria-live="polite">
          {found.slice(0, 50).map((org) => (
            <li key={org.id}>
              <Button type="link" onClick={() => onChoose(org.id)}>
                {nameOf(org)}
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <Tree<OrgNode>
          treeData={orgTree(orgs, nameOf)}
          defaultExpandedKeys={orgs.filter((org) => org.level === 'county').map((org) => org.id)}
          selectedKeys={chosen ? [chosen.id] : []}
          onSelect={([key]) => key !== undefined && onChoose(String(key))}
          titleRender={(node) => (
            <>
              {node.title} {!node.org.isActive && <Tag>{say('isEnded')}</Tag>}
            </>
          )}
          blockNode
        />
      )}
    </>
  );
}
