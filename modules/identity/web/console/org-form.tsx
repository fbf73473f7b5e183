/** A new organisation, or the changes to one. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Select, TreeSelect } from 'antd';
import { useMemo } from 'react';
import { api } from '../../../../web/api.ts';
import {
  type OrgView,
  orgKinds,
  orgLevels,
  orgTexts,
  orgTree,
  useOrgs,
} from '../../../../web/console/admin/orgs.ts';
import { RegionSelect } from '../../../../web/console/admin/region-select.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { identityPageTexts } from './texts.ts';

type Written = {
  parentId?: string;
  kind: OrgView['kind'];
  level: OrgView['level'];
  nameZh: string;
  nameEn?: string;
  region: string;
  phone?: string;
};

type Props = {
  /** To change; absent: a new one. */
  org?: OrgView;
  /** Under which a new one begins. */
  above?: OrgView;
  onSaved: (org: OrgView) => void;
  onClose: () => void;
};

export function OrgForm({ org, above, onSaved, onClose }: Props) {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const [form] = Form.useForm<Written>();
  const save = useMutation({
    mutationFn: (written: Written) => saveOrg(org, written),
    onSuccess: onSaved,
  });
  const needed = { required: true, message: admin('needed') };
  return (
    <Modal
      open
      title={org ? say('editOrg') : say('addOrg')}
      onOk={() => form.submit()}
      onCancel={onClose}
      confirmLoading={save.isPending}
    >
      <Form<Written>
        name="org"
        form={form}
        layout="vertical"
        initialValues={firstOf(org, above)}
        onFinish={(written) => save.mutate(written)}
      >
        <Form.Item name="nameZh" label={say('nameZh')} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="nameEn" label={say('nameEn')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="parentId"
          label={say('above')}
          rules={[needed]}
          extra={org && say('moveAsk')}
        >
          <OrgSelect />
        </Form.Item>
        {!org && <PlaceFields />}
        <Form.Item name="phone" label={say('phone')}>
          <Input maxLength={30} />
        </Form.Item>
      </Form>
      <ProblemNotice error={save.error} />
    </Modal>
  );
}

function PlaceFields() {
  const say = useTexts(identityPageTexts);
  const admin = useTexts(adminTexts);
  const words = useTexts(orgTexts);
  const { regions = [] } = useSession();
  const needed = { required: true, message: admin('needed') };
  if (regions.length === 0) return <Alert type="warning" title={say('outOfScope')} />;
  return (
    <>
      <Form.Item name="kind" label={say('kind')} rules={[needed]}>
        <Select options={orgKinds.map((kind) => ({ value: kind, label: words(kind) }))} />
      </Form.Item>
      <Form.Item name="level" label={say('level')} rules={[needed]}>
        <Select options={orgLevels.map((level) => ({ value: level, label: words(level) }))} />
      </Form.Item>
      <Form.Item name="region" label={say('region')} rules={[needed]}>
        <RegionSelect under={regions[0] ?? ''} />
      </Form.Item>
    </>
  );
}

export function OrgSelect({
  id,
  value,
  onChange,
  placeholder,
}: {
  id?: string;
  value?: string | undefined;
  onChange?: (id: string | undefined) => void;
  placeholder?: string;
}) {
  const tree = useOrgChoices(value);
  return (
    <TreeSelect
      {...(id && { id })}
      value={value ?? null}
      onChange={(next: string | null) => onChange?.(next ?? undefined)}
      treeData={tree}
      fieldNames={{ value: 'key', label: 'title', children: 'children' }}
      treeDefaultExpandedKeys={tree.map((node) => node.key)}
      showSearch
      treeNodeFilterProp="title"
      allowClear
      placeholder={placeholder}
      style={{ width: '100%' }}
    />
  );
}

/** One and the same while one chooses: another list under an open one is laid out anew. */
function useOrgChoices(value: string | undefined) {
  const named = useNamed();
  const orgs = useOrgs();
  return useMemo(() => {
    const shown = orgs.filter((org) => org.isActive || org.id === value);
    return orgTree(shown, (org) => named({ zh: org.nameZh, en: org.nameEn }));
  }, [orgs, value, named]);
}

function firstOf(org: OrgView | undefined, above: OrgView | undefined): Partial<Written> {
  if (org) {
    return {
      nameZh: org.nameZh,
      ...(org.nameEn && { nameEn: org.nameEn }),
      ...(org.phone && { phone: org.phone }),
      ...(org.parentId && { parentId: org.parentId }),
    };
  }
  if (!above) return { kind: 'department', level: 'county' };
  const { id, level, region } = above;
  return { parentId: id, level, region, kind: 'station' };
}

function saveOrg(org: OrgView | undefined, written: Written): Promise<OrgView> {
  const { nameZh, nameEn, phone, parentId, kind, level, region } = written;
  const words = { nameZh, ...(nameEn && { nameEn }), ...(phone && { phone }) };
  if (!org) {
    return api('POST /api/orgs', {
      body: { ...words, parentId: parentId ?? null, kind, level, region },
    });
  }
  const isMoved = parentId !== undefined && parentId !== org.parentId;
  return api('PATCH /api/orgs/{id}', {
    params: { id: org.id },
    body: { ...words, ...(isMoved && { parentId }) },
  });
}
