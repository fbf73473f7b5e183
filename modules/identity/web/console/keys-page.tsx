/** Keys of other systems: made, shown once, revoked. */
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Empty, Form, Input, Modal, Table, Tag } from 'antd';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import { useOrgs } from '../../../../web/console/admin/orgs.ts';
import { GuardedButton, Scrollable } from '../../../../web/console/admin/parts.tsx';
import { RegionSelect } from '../../../../web/console/admin/region-select.tsx';
import { ShownOnce } from '../../../../web/console/admin/shown-once.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ConsoleTitle, ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { OrgSelect } from './org-form.tsx';
import { identityPageTexts } from './texts.ts';
import './people.css';
import { serverNow } from '../../../../web/server-clock.ts';

type Key = Answer<'GET /api/keys'>['items'][number];
const SCOPES = [
  'matter.read',
  'matter.register',
  'matter.act',
  'figures.read',
  'rulebook.read',
  'message.read',
] as const;

const keysQuery = read('GET /api/keys', {});

export function KeysPage() {
  const say = useTexts(identityPageTexts);
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <ConsoleTitle name={say('keys')}>
        <GuardedButton permission="key.manage" type="primary" onClick={() => setAdding(true)}>
          {say('addKey')}
        </GuardedButton>
      </ConsoleTitle>
      <p className="admin-soft">{say('keysHelp')}</p>
      <KeyTable />
      {isAdding && (
        <KeyForm
          onMade={(made) => {
            setAdding(false);
            setSecret(made);
            void client.invalidateQueries(keysQuery);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      <ShownOnce
        secret={secret}
        title={say('keyMade')}
        once={say('keyOnce')}
        kept={say('keyKept')}
        onKept={() => setSecret(null)}
      />
    </>
  );
}

function KeyTable() {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const time = useTime();
  const orgs = useOrgs();
  const { items } = useSuspenseQuery(keysQuery).data;
  const orgName = (id: string) => {
    const org = orgs.find((one) => one.id === id);
    return org ? named({ zh: org.nameZh, en: org.nameEn }) : '';
  };
  return (
    <Scrollable label={say('keys')}>
      <Table<Key>
        size="small"
        rowKey="id"
        dataSource={[...items]}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Empty description={say('noKeys')} /> }}
        columns={[
          { title: say('keyName'), dataIndex: 'name' },
          { title: say('org'), render: (_, key) => orgName(key.orgId) },
          { title: say('hint'), render: (_, key) => <code>…{key.hint}</code> },
          { title: say('scopes'), render: (_, key) => key.scopes.join(' ') },
          { title: say('region'), render: (_, key) => key.regions.join(' ') },
          { title: say('createdAt'), render: (_, key) => time(key.createdAt, 'full') },
          { title: say('state'), render: (_, key) => <KeyState of={key} /> },
          { title: admin('doings'), render: (_, key) => <Revoke of={key} /> },
        ]}
      />
    </Scrollable>
  );
}

function KeyState({ of: key }: { of: Key }) {
  const say = useTexts(identityPageTexts);
  const time = useTime();
  if (key.revokedAt) return <Tag color="error">{`${say('revoked')} ${time(key.revokedAt)}`}</Tag>;
  const isOver = key.expiresAt !== null && Date.parse(key.expiresAt) < serverNow();
  return isOver ? <Tag>{say('expired')}</Tag> : <Tag color="success">{say('works')}</Tag>;
}

function Revoke({ of: key }: { of: Key }) {
  const say = useTexts(identityPageTexts);
  const { modal } = App.useApp();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => api('POST /api/keys/{id}/revoke', { params: { id: key.id } }),
    onSuccess: () => client.invalidateQueries(keysQuery),
  });
  if (key.revokedAt) return null;
  return (
    <>
      <Button
        danger
        size="small"
        onClick={() =>
          void modal.confirm({
            title: say('revoke'),
            content: say('revokeAsk', { name: key.name }),
            okText: say('revoke'),
            okButtonProps: { danger: true },
            onOk: () => revoke.mutateAsync().catch(() => undefined),
          })
        }
      >
        {say('revoke')}
      </Button>
      <ProblemNotice error={revoke.error} />
    </>
  );
}

type Written = {
  name: string;
  orgId: string;
  scopes: (typeof SCOPES)[number][];
  regions: string[];
  expiresOn?: string;
};

function KeyForm({ onMade, onClose }: { onMade: (secret: string) => void; onClose: () => void }) {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const permissions = useQuery(read('GET /api/permissions', {})).data?.permissions ?? [];
  const { regions = [] } = useSession();
  const [form] = Form.useForm<Written>();
  const make = useMutation({
    mutationFn: ({ expiresOn, ...rest }: Written) =>
      api('POST /api/keys', {
        body: {
          ...rest,
          ...(expiresOn && { expiresAt: new Date(`${expiresOn}T23:59:59+08:00`).toISOString() }),
        },
      }),
    onSuccess: ({ secret }) => onMade(secret),
  });
  const needed = { required: true, message: admin('needed') };
  return (
    <Modal
      open
      title={say('addKey')}
      onOk={() => form.submit()}
      onCancel={onClose}
      confirmLoading={make.isPending}
    >
      <Form<Written>
        name="key"
        form={form}
        layout="vertical"
        onFinish={(written) => make.mutate(written)}
      >
        <Form.Item name="name" label={say('keyName')} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="orgId" label={say('org')} rules={[needed]}>
          <OrgSelect />
        </Form.Item>
        <Form.Item name="scopes" label={say('scopes')} rules={[needed]}>
          <Checkbox.Group
            className="key-scopes"
            options={SCOPES.map((scope) => ({
              value: scope,
              label: (
                <>
                  {named(permissions.find((one) => one.code === scope) ?? { zh: scope })}{' '}
                  <code>{scope}</code>
                </>
              ),
            }))}
          />
        </Form.Item>
        <Form.Item name="regions" label={say('regions')} rules={[needed]}>
          <RegionSelect under={regions[0] ?? ''} isMany />
        </Form.Item>
        <Form.Item name="expiresOn" label={say('expiresAt')} extra={say('expiresHint')}>
          <Input type="date" />
        </Form.Item>
      </Form>
      <ProblemNotice error={make.error} />
    </Modal>
  );
}
