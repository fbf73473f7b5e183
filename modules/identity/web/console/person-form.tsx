/** A new account of a member of staff. It opens nothing until there is a post. */
import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { api } from '../../../../web/api.ts';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTexts } from '../../../../web/texts.ts';
import { OrgSelect } from './org-form.tsx';
import type { Account } from './people-page.tsx';
import { identityPageTexts } from './texts.ts';

type Written = {
  orgId: string;
  name: string;
  displayName: string;
  password?: string;
  oidcSubject?: string;
};

export function PersonForm({
  orgId,
  onSaved,
  onClose,
}: {
  orgId: string | undefined;
  onSaved: (account: Account) => void;
  onClose: () => void;
}) {
  const say = useTexts(identityPageTexts);
  const { message } = App.useApp();
  const [form] = Form.useForm<Written>();
  const save = useMutation({
    mutationFn: ({ password, oidcSubject, ...rest }: Written) =>
      api('POST /api/accounts', {
        body: { ...rest, ...(password && { password }), ...(oidcSubject && { oidcSubject }) },
      }),
    onSuccess: (account) => {
      message.success(say('thenPost', { name: account.displayName }));
      onSaved(account);
    },
  });
  return (
    <Modal
      open
      title={say('addPerson')}
      onOk={() => form.submit()}
      onCancel={onClose}
      confirmLoading={save.isPending}
    >
      <Form<Written>
        name="person"
        form={form}
        layout="vertical"
        autoComplete="off"
        initialValues={orgId ? { orgId } : {}}
        onFinish={(written) => save.mutate(written)}
      >
        <PersonFields />
      </Form>
      <ProblemNotice error={save.error} />
    </Modal>
  );
}

function PersonFields() {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const needed = { required: true, message: admin('needed') };
  return (
    <>
      <Form.Item name="orgId" label={say('org')} rules={[needed]}>
        <OrgSelect />
      </Form.Item>
      <Form.Item name="displayName" label={say('displayName')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="name"
        label={say('login')}
        extra={say('loginHint')}
        rules={[needed, { pattern: /^[a-z0-9][a-z0-9._-]{1,39}$/, message: say('loginHint') }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="password"
        label={say('password')}
        extra={say('passwordHint')}
        rules={[{ min: 8, message: say('passwordHint') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item name="oidcSubject" label={say('oidc')} extra={say('oidcHint')}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}
