/** A post: which role, where, from when to when, and what the public may know of it. */
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { api, read } from '../../../../web/api.ts';
import { RegionSelect } from '../../../../web/console/admin/region-select.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { OrgSelect } from './org-form.tsx';
import type { Account } from './people-page.tsx';
import type { Post } from './person-panel.tsx';
import { identityPageTexts } from './texts.ts';

type Written = {
  orgId: string;
  role: string;
  title: string;
  presence: Post['presence'];
  regions: string[];
  publicName?: string;
  dutyPhone?: string;
  fromOn?: string;
  toOn?: string;
};

type Props = { account: Account; post?: Post; onSaved: () => void; onClose: () => void };

export function PostForm({ account, post, onSaved, onClose }: Props) {
  const say = useTexts(identityPageTexts);
  const [form] = Form.useForm<Written>();
  const save = useMutation({
    mutationFn: (written: Written) => savePost(account, post, written),
    onSuccess: onSaved,
  });
  return (
    <Modal
      open
      title={`${post ? say('editPost') : say('addPost')} · ${account.displayName}`}
      onOk={() => form.submit()}
      onCancel={onClose}
      confirmLoading={save.isPending}
    >
      <Form<Written>
        name="post"
        form={form}
        layout="vertical"
        initialValues={firstOf(account, post)}
        onFinish={(written) => save.mutate(written)}
      >
        {!post && <RoleFields />}
        <CommonFields />
      </Form>
      <ProblemNotice error={save.error} />
    </Modal>
  );
}

function RoleFields() {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const roles = useSuspenseQuery(read('GET /api/roles', {})).data.items;
  const needed = { required: true, message: admin('needed') };
  return (
    <>
      <Form.Item name="orgId" label={say('org')} rules={[needed]}>
        <OrgSelect />
      </Form.Item>
      <Form.Item name="role" label={say('role')} rules={[needed]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={roles.map((role) => ({ value: role.code, label: named(role) }))}
        />
      </Form.Item>
      <Form.Item name="fromOn" label={say('fromOn')}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}

function CommonFields() {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const { regions = [] } = useSession();
  const needed = { required: true, message: admin('needed') };
  return (
    <>
      <Form.Item name="title" label={say('title')} rules={[{ ...needed, whitespace: true }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="regions" label={say('regions')} rules={[needed]}>
        <RegionSelect under={regions[0] ?? ''} isMany />
      </Form.Item>
      <Form.Item name="presence" label={say('presence')}>
        <Select
          options={(['permanent', 'rotating', 'onCall'] as const).map((value) => ({
            value,
            label: say(value),
          }))}
        />
      </Form.Item>
      <Form.Item name="publicName" label={say('publicName')} extra={say('publicHint')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="dutyPhone" label={say('dutyPhone')}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="toOn" label={say('toOn')}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}

function firstOf(account: Account, post: Post | undefined): Partial<Written> {
  if (!post) return { orgId: account.orgId, presence: 'permanent', regions: [] };
  const { title, presence, regions, publicName, dutyPhone, toOn } = post;
  return {
    title,
    presence,
    regions,
    ...(publicName && { publicName }),
    ...(dutyPhone && { dutyPhone }),
    ...(toOn && { toOn }),
  };
}

function savePost(account: Account, post: Post | undefined, written: Written) {
  const { orgId, role, fromOn, title, presence, regions } = written;
  const { publicName, dutyPhone, toOn } = written;
  const common = {
    title,
    presence,
    regions,
    publicName: publicName || null,
    dutyPhone: dutyPhone || null,
    toOn: toOn || null,
  };
  if (post) return api('PATCH /api/posts/{id}', { params: { id: post.id }, body: common });
  return api('POST /api/posts', {
    body: { ...common, accountId: account.id, orgId, role, ...(fromOn && { fromOn }) },
  });
}
