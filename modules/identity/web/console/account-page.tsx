/** One's own account: posts, password, authenticator app. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, QRCode, Typography } from 'antd';
import { type Answer, api } from '../../../../web/api.ts';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ConsoleTitle, ProblemNotice } from '../../../../web/console/states.tsx';
import { sessionQuery, useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Days } from './org-panel.tsx';
import { identityPageTexts } from './texts.ts';
import '../../../../web/console/admin/admin.css';
import './people.css';

export function AccountPage() {
  const say = useTexts(identityPageTexts);
  return (
    <>
      <ConsoleTitle name={say('account')} />
      <div className="account-grid">
        <MyPosts />
        <PasswordPanel />
        <TotpPanel />
      </div>
    </>
  );
}

function MyPosts() {
  const say = useTexts(identityPageTexts);
  const named = useNamed();
  const { name, posts = [] } = useSession();
  return (
    <section className="admin-panel" aria-labelledby="my-posts">
      <h2 id="my-posts">{`${name ?? ''} · ${say('myPosts')}`}</h2>
      <ul className="admin-list">
        {posts.map((post) => (
          <li key={post.id}>
            <strong>{post.title || named(post.role)}</strong>
            <div>{named(post.org)}</div>
            <div className="admin-soft">
              {named(post.role)} · <Days post={post} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Passwords = { password: string; newPassword: string; again: string };

function PasswordPanel() {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const { message } = App.useApp();
  const [form] = Form.useForm<Passwords>();
  const change = useMutation({
    mutationFn: ({ password, newPassword }: Passwords) =>
      api('POST /api/staff/password', { body: { password, newPassword } }),
    onSuccess: () => {
      form.resetFields();
      message.success(say('passwordDone'));
    },
  });
  const needed = { required: true, message: admin('needed') };
  return (
    <section className="admin-panel" aria-labelledby="my-password">
      <h2 id="my-password">{say('changePassword')}</h2>
      <Form<Passwords>
        name="password"
        form={form}
        layout="vertical"
        onFinish={(written) => change.mutate(written)}
      >
        <Form.Item name="password" label={say('oldPassword')} rules={[needed]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label={say('newPassword')}
          extra={say('passwordHint')}
          rules={[needed, { min: 8, message: say('passwordHint') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={say('again')}
          dependencies={['newPassword']}
          rules={[
            needed,
            ({ getFieldValue }) => ({
              validator: (_, again: string) =>
                !again || again === getFieldValue('newPassword')
                  ? Promise.resolve()
                  : Promise.reject(new Error(say('notSame'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {say('changePassword')}
        </Button>
      </Form>
      <ProblemNotice error={change.error} />
    </section>
  );
}

function TotpPanel() {
  const say = useTexts(identityPageTexts);
  const { hasTotp } = useSession();
  const begin = useMutation({ mutationFn: () => api('POST /api/staff/totp', {}) });
  return (
    <section className="admin-panel" aria-labelledby="my-totp" aria-live="polite">
      <h2 id="my-totp">{say('totp')}</h2>
      {hasTotp ? (
        <Alert type="success" title={say('totpOn')} />
      ) : (
        <>
          <p>{say('totpOff')}</p>
          {begin.data ? (
            <ConfirmTotp made={begin.data} />
          ) : (
            <Button type="primary" onClick={() => begin.mutate()} loading={begin.isPending}>
              {say('setUpTotp')}
            </Button>
          )}
          <ProblemNotice error={begin.error} />
        </>
      )}
    </section>
  );
}

function ConfirmTotp({ made }: { made: Answer<'POST /api/staff/totp'> }) {
  const say = useTexts(identityPageTexts);
  const { message } = App.useApp();
  const client = useQueryClient();
  const confirm = useMutation({
    mutationFn: (body: { code: string }) => api('POST /api/staff/totp/confirm', { body }),
    onSuccess: async () => {
      message.success(say('totpDone'));
      await client.invalidateQueries(sessionQuery);
    },
  });
  return (
    <>
      <p>{say('totpStep1')}</p>
      <QRCode value={made.uri} type="svg" color="#000000" bgColor="#ffffff" />
      <Typography.Paragraph code copyable>
        {made.secret}
      </Typography.Paragraph>
      <Form
        name="totp"
        layout="vertical"
        onFinish={(written: { code: string }) => confirm.mutate(written)}
      >
        <Form.Item
          name="code"
          label={say('totpStep2')}
          rules={[{ required: true, pattern: /^\d{6}$/, message: say('sixDigits') }]}
        >
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {say('totpConfirm')}
        </Button>
      </Form>
      <ProblemNotice error={confirm.error} />
    </>
  );
}
