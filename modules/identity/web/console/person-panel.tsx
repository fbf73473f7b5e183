/** One member of staff: posts, password, authenticator app, and whether the account is open. */
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Space, Tag } from 'antd';
import { useState } from 'react';
import { type Answer, type Input as ApiInput, api } from '../../../../web/api.ts';
import { GuardedButton } from '../../../../web/console/admin/parts.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { serverNow } from '../../../../web/server-clock.ts';
import { useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Days } from './org-panel.tsx';
import type { Account } from './people-page.tsx';
import { PostForm } from './post-form.tsx';
import { identityPageTexts } from './texts.ts';

type Props = { account: Account; onChanged: () => void };
export type Post = Answer<'GET /api/posts'>['items'][number];

export function PersonPanel({ account, onChanged }: Props) {
  const say = useTexts(identityPageTexts);
  return (
    <>
      <h2>
        {account.displayName} <span className="people-login">{account.name}</span>{' '}
        {!account.isActive && <Tag>{say('isEnded')}</Tag>}
        <Tag color={account.hasTotp ? 'success' : 'default'}>
          {account.hasTotp ? say('hasTotp') : say('noTotp')}
        </Tag>
      </h2>
      <AccountButtons account={account} onChanged={onChanged} />
      <PostsOf account={account} onChanged={onChanged} />
    </>
  );
}

type Change = ApiInput<'PATCH /api/accounts/{id}'>['body'];

function AccountButtons({ account, onChanged }: Props) {
  const say = useTexts(identityPageTexts);
  const { modal } = App.useApp();
  const session = useSession();
  const [isSetting, setSetting] = useState(false);
  const change = useMutation({
    mutationFn: (body: Change) =>
      api('PATCH /api/accounts/{id}', { params: { id: account.id }, body }),
    onSuccess: onChanged,
  });
  const name = account.displayName;
  const ask = (title: string, content: string, body: Change) =>
    void modal.confirm({
      title,
      content,
      okText: title,
      okButtonProps: { danger: true },
      onOk: () => change.mutateAsync(body).catch(() => undefined),
    });
  const own = session.account === account.id ? say('ownAccount') : null;
  return (
    <>
      <Space wrap className="admin-bar">
        <GuardedButton permission="account.manage" onClick={() => setSetting(true)}>
          {say('resetPassword')}
        </GuardedButton>
        {account.hasTotp && (
          <GuardedButton
            permission="account.manage"
            onClick={() =>
              ask(say('removeTotp'), say('removeTotpAsk', { name }), { removeTotp: true })
            }
          >
            {say('removeTotp')}
          </GuardedButton>
        )}
        {account.isActive ? (
          <GuardedButton
            permission="account.manage"
            why={own}
            danger
            onClick={() => ask(say('closeAccount'), say('closeAsk', { name }), { isActive: false })}
          >
            {say('closeAccount')}
          </GuardedButton>
        ) : (
          <GuardedButton
            permission="account.manage"
            onClick={() => change.mutate({ isActive: true })}
          >
            {say('reopenAccount')}
          </GuardedButton>
        )}
      </Space>
      <ProblemNotice error={change.error} />
      {isSetting && <NewPassword account={account} onDone={() => setSetting(false)} />}
    </>
  );
}

function NewPassword({ account, onDone }: { account: Account; onDone: () => void }) {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const { message } = App.useApp();
  const [form] = Form.useForm<{ password: string }>();
  const save = useMutation({
    mutationFn: (body: { password: string }) =>
      api('PATCH /api/accounts/{id}', { params: { id: account.id }, body }),
    onSuccess: () => {
      message.success(admin('saved'));
      onDone();
    },
  });
  return (
    <Modal
      open
      title={`${say('resetPassword')} · ${account.displayName}`}
      onOk={() => form.submit()}
      onCancel={onDone}
      confirmLoading={save.isPending}
    >
      <Form name="reset" form={form} layout="vertical" onFinish={(written) => save.mutate(written)}>
        <Form.Item
          name="password"
          label={say('newPassword')}
          extra={say('passwordHint')}
          rules={[{ required: true, min: 8, message: say('passwordHint') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
      <ProblemNotice error={save.error} />
    </Modal>
  );
}

function PostsOf({ account, onChanged }: Props) {
  const say = useTexts(identityPageTexts);
  const [editing, setEditing] = useState<Post | 'new' | null>(null);
  const done = () => {
    setEditing(null);
    onChanged();
  };
  return (
    <>
      <div className="admin-bar">
        <h3>{say('posts')}</h3>
        <GuardedButton
          permission="account.manage"
          className="admin-bar-end"
          onClick={() => setEditing('new')}
        >
          {say('addPost')}
        </GuardedButton>
      </div>
      {account.posts.length === 0 && <Alert type="warning" title={say('noPost')} />}
      <ul className="admin-list">
        {account.posts.map((post) => (
          <PostLine
            key={post.id}
            post={post}
            onEdit={() => setEditing(post)}
            onChanged={onChanged}
          />
        ))}
      </ul>
      {editing !== null && (
        <PostForm
          account={account}
          {...(editing !== 'new' && { post: editing })}
          onSaved={done}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function PostLine({
  post,
  onEdit,
  onChanged,
}: {
  post: Post;
  onEdit: () => void;
  onChanged: () => void;
}) {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const { modal } = App.useApp();
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(serverNow());
  const end = useMutation({
    mutationFn: () =>
      api('PATCH /api/posts/{id}', { params: { id: post.id }, body: { toOn: today } }),
    onSuccess: onChanged,
  });
  const isEnded = post.toOn !== null && post.toOn < today;
  return (
    <li>
      <strong>{post.title || named(post.role)}</strong>
      {` · ${named(post.role)} · ${named(post.org)} · `}
      {say(post.presence)} · <Days post={post} /> {isEnded && <Tag>{say('endedPost')}</Tag>}
      <div className="admin-soft admin-code">{post.regions.join(' ')}</div>
      <Space>
        <Button type="link" size="small" onClick={onEdit}>
          {admin('edit')}
        </Button>
        {post.toOn === null && (
          <Button
            type="link"
            size="small"
            danger
            onClick={() =>
              void modal.confirm({
                title: say('endPost'),
                content: say('endPostAsk', { title: post.title }),
                okText: say('endPost'),
                okButtonProps: { danger: true },
                onOk: () => end.mutateAsync().catch(() => undefined),
              })
            }
          >
            {say('endPost')}
          </Button>
        )}
      </Space>
      <ProblemNotice error={end.error} />
    </li>
  );
}
