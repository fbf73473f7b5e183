/** Addresses of other systems that hear when matters move. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Empty, Form, Input, Modal, Table, Tag } from 'antd';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import {
  CountySelect,
  GuardedButton,
  NeedsCounty,
  Scrollable,
} from '../../../../web/console/admin/parts.tsx';
import { ShownOnce } from '../../../../web/console/admin/shown-once.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ConsoleTitle, ProblemNotice } from '../../../../web/console/states.tsx';
import { useTexts } from '../../../../web/texts.ts';
import { messagingPageTexts } from './texts.ts';

type Webhook = Answer<'GET /api/webhooks'>['items'][number];
const events = [
  'matter.registered',
  'matter.staged',
  'matter.replied',
  'matter.closed',
  'matter.reopened',
  'clock.breached',
] as const satisfies readonly Webhook['events'][number][];

const webhooksQuery = (county: string) => read('GET /api/webhooks', { query: { county } });

export function WebhooksPage() {
  const say = useTexts(messagingPageTexts);
  return (
    <>
      <ConsoleTitle name={say('webhooks')}>
        <CountySelect />
      </ConsoleTitle>
      <p className="admin-soft">{say('webhooksHelp')}</p>
      <NeedsCounty>{(county) => <Webhooks county={county} />}</NeedsCounty>
    </>
  );
}

function Webhooks({ county }: { county: string }) {
  const say = useTexts(messagingPageTexts);
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <div className="admin-bar">
        <GuardedButton permission="key.manage" type="primary" onClick={() => setAdding(true)}>
          {say('addWebhook')}
        </GuardedButton>
      </div>
      <WebhookTable county={county} />
      {isAdding && (
        <WebhookForm
          county={county}
          onMade={(made) => {
            setAdding(false);
            setSecret(made);
            void client.invalidateQueries(webhooksQuery(county));
          }}
          onClose={() => setAdding(false)}
        />
      )}
      <ShownOnce
        secret={secret}
        title={say('secretMade')}
        once={say('secretOnce')}
        kept={say('secretKept')}
        onKept={() => setSecret(null)}
      />
    </>
  );
}

function WebhookTable({ county }: { county: string }) {
  const say = useTexts(messagingPageTexts);
  const admin = useTexts(adminTexts);
  const { items } = useSuspenseQuery(webhooksQuery(county)).data;
  return (
    <Scrollable label={say('webhooks')}>
      <Table<Webhook>
        size="small"
        rowKey="id"
        dataSource={items}
        pagination={false}
        locale={{ emptyText: <Empty description={say('noWebhooks')} /> }}
        columns={[
          { title: say('name'), dataIndex: 'name' },
          { title: say('url'), render: (_, one) => <code className="admin-code">{one.url}</code> },
          {
            title: say('events'),
            render: (_, one) => one.events.map((event) => <Tag key={event}>{say(event)}</Tag>),
          },
          { title: admin('doings'), render: (_, one) => <Remove webhook={one} /> },
        ]}
      />
    </Scrollable>
  );
}

function Remove({ webhook }: { webhook: Webhook }) {
  const say = useTexts(messagingPageTexts);
  const admin = useTexts(adminTexts);
  const { modal } = App.useApp();
  const client = useQueryClient();
  const { id, county, name, url } = webhook;
  const remove = useMutation({
    mutationFn: () => api('DELETE /api/webhooks/{id}', { params: { id }, query: { county } }),
    onSuccess: () => client.invalidateQueries(webhooksQuery(county)),
  });
  return (
    <>
      <Button
        danger
        size="small"
        onClick={() =>
          void modal.confirm({
            title: admin('remove'),
            content: say('removeAsk', { name, url }),
            okText: admin('remove'),
            okButtonProps: { danger: true },
            onOk: () => remove.mutateAsync().catch(() => undefined),
          })
        }
      >
        {admin('remove')}
      </Button>
      <ProblemNotice error={remove.error} />
    </>
  );
}

type Written = { name: string; url: string; events: (typeof events)[number][] };

function WebhookForm({
  county,
  onMade,
  onClose,
}: {
  county: string;
  onMade: (secret: string) => void;
  onClose: () => void;
}) {
  const say = useTexts(messagingPageTexts);
  const admin = useTexts(adminTexts);
  const [form] = Form.useForm<Written>();
  const make = useMutation({
    mutationFn: (written: Written) => api('POST /api/webhooks', { body: { county, ...written } }),
    onSuccess: ({ secret }) => onMade(secret),
  });
  const needed = { required: true, message: admin('needed') };
  return (
    <Modal
      open
      title={say('addWebhook')}
      onOk={() => form.submit()}
      onCancel={onClose}
      confirmLoading={make.isPending}
    >
      <Form<Written>
        name="webhook"
        form={form}
        layout="vertical"
        initialValues={{ events: [] }}
        onFinish={(written) => make.mutate(written)}
      >
        <Form.Item name="name" label={say('name')} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item
          name="url"
          label={say('url')}
          extra={say('urlHint')}
          rules={[needed, { type: 'url', message: say('urlHint') }]}
        >
          <Input maxLength={500} inputMode="url" />
        </Form.Item>
        <Form.Item name="events" label={say('events')} rules={[needed]}>
          <Checkbox.Group options={events.map((event) => ({ value: event, label: say(event) }))} />
        </Form.Item>
      </Form>
      <ProblemNotice error={make.error} />
    </Modal>
  );
}
