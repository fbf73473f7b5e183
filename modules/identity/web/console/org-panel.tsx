/** One organisation: what it is, who holds posts in it, how to change or end it. */
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Descriptions, Empty, Space, Tag } from 'antd';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import { type OrgView, orgTexts, useOrgs } from '../../../../web/console/admin/orgs.ts';
import { GuardedButton } from '../../../../web/console/admin/parts.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useDay } from '../../../../web/dates.ts';
import { consolePaths } from '../../../../web/paths.ts';
import { useMay, useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { OrgForm } from './org-form.tsx';
import { identityPageTexts } from './texts.ts';

type Props = { org: OrgView; onSaved: (org: OrgView) => void };

export function OrgPanel({ org, onSaved }: Props) {
  const say = useTexts(identityPageTexts);
  const words = useTexts(orgTexts);
  const named = useNamed();
  const may = useMay();
  const orgs = useOrgs();
  const above = orgs.find((one) => one.id === org.parentId);
  return (
    <>
      <h2>
        {named({ zh: org.nameZh, en: org.nameEn })} {!org.isActive && <Tag>{say('isEnded')}</Tag>}
      </h2>
      <Descriptions
        column={{ xs: 1, md: 2 }}
        size="small"
        items={[
          { key: 'kind', label: say('kind'), children: words(org.kind) },
          { key: 'level', label: say('level'), children: words(org.level) },
          { key: 'region', label: say('region'), children: org.region },
          {
            key: 'above',
            label: say('above'),
            children: above ? named({ zh: above.nameZh, en: above.nameEn }) : '—',
          },
          { key: 'phone', label: say('phone'), children: org.phone ?? '—' },
        ]}
      />
      <Buttons org={org} onSaved={onSaved} />
      {may('account.manage') && <PostsHere orgId={org.id} />}
    </>
  );
}

function Buttons({ org, onSaved }: Props) {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const { regions = [] } = useSession();
  const { modal } = App.useApp();
  const named = useNamed();
  const [open, setOpen] = useState<'edit' | 'below' | null>(null);
  const turn = useMutation({
    mutationFn: (isActive: boolean) =>
      api('PATCH /api/orgs/{id}', { params: { id: org.id }, body: { isActive } }),
    onSuccess: onSaved,
  });
  const why = regions.some((code) => org.region.startsWith(code)) ? null : say('outOfScope');
  const name = named({ zh: org.nameZh, en: org.nameEn });
  const end = () =>
    void modal.confirm({
      title: say('endOrg'),
      content: say('endOrgAsk', { name }),
      okButtonProps: { danger: true },
      okText: say('endOrg'),
      onOk: () => turn.mutateAsync(false).catch(() => undefined),
    });
  const close = () => setOpen(null);
  const saved = (next: OrgView) => {
    close();
    onSaved(next);
  };
  const guard = { permission: 'org.manage', why };
  return (
    <>
      <Space wrap className="admin-bar">
        <GuardedButton {...guard} onClick={() => setOpen('edit')}>
          {admin('edit')}
        </GuardedButton>
        <GuardedButton {...guard} onClick={() => setOpen('below')}>
          {say('addBelow', { name })}
        </GuardedButton>
        {org.isActive ? (
          <GuardedButton {...guard} danger onClick={end}>
            {say('endOrg')}
          </GuardedButton>
        ) : (
          <GuardedButton {...guard} onClick={() => turn.mutate(true)}>
            {say('reviveOrg')}
          </GuardedButton>
        )}
        <Link to={consolePaths.adminPeople} search={{ org: org.id }}>
          {say('peopleOf')}
        </Link>
      </Space>
      <ProblemNotice error={turn.error} />
      {open === 'edit' && <OrgForm org={org} onSaved={saved} onClose={close} />}
      {open === 'below' && <OrgForm above={org} onSaved={saved} onClose={close} />}
    </>
  );
}

type Post = Answer<'GET /api/posts'>['items'][number];

function PostsHere({ orgId }: { orgId: string }) {
  const say = useTexts(identityPageTexts);
  const named = useNamed();
  const { items, next } = useSuspenseQuery(
    read('GET /api/posts', { query: { orgId, limit: 100 } }),
  ).data;
  const count = next === null ? items.length : `${items.length}+`;
  return (
    <>
      <h3>{say('postsHere', { count })}</h3>
      {items.length === 0 && <Empty description={say('noPosts')} />}
      <ul className="admin-list">
        {items.map((post) => (
          <li key={post.id}>
            <strong>{post.title || named(post.role)}</strong> · {named(post.role)} ·{' '}
            <Days post={post} />
          </li>
        ))}
      </ul>
    </>
  );
}

export function Days({ post: { fromOn, toOn } }: { post: Pick<Post, 'fromOn' | 'toOn'> }) {
  const say = useTexts(identityPageTexts);
  const day = useDay();
  return toOn === null
    ? say('sinceDay', { from: day(fromOn) })
    : say('fromTo', { from: day(fromOn), to: day(toOn) });
}
