/** A new category: its code and names; the rest is filled in beside the tree. */
import { Form, Input, Modal } from 'antd';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { categoryTexts } from '../texts.ts';
import type { Category } from '../words.ts';
import { newCategory } from './fields.ts';

type Written = { code: string; zh: string; en: string };

export function AddCategory({
  parent,
  taken,
  onAdd,
  onClose,
}: {
  parent: Category | undefined;
  taken: readonly string[];
  onAdd: (category: Category) => void;
  onClose: () => void;
}) {
  const say = useTexts(categoryTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const [form] = Form.useForm<Written>();
  const needed = { required: true, whitespace: true, message: admin('needed') };
  return (
    <Modal
      open
      title={parent ? say('addBelow', { name: named(parent) }) : say('add')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Written>
        name="new-category"
        form={form}
        layout="vertical"
        onFinish={({ code, zh, en }) =>
          onAdd({ ...newCategory(code, parent), zh: zh.trim(), en: en.trim() })
        }
      >
        <Form.Item
          name="code"
          label={say('code')}
          extra={say('codeHint')}
          rules={[
            needed,
            { pattern: /^[A-Za-z0-9._-]{1,40}$/, message: say('codeHint') },
            {
              validator: (_, code: string) =>
                taken.includes(code)
                  ? Promise.reject(new Error(say('codeTwice')))
                  : Promise.resolve(),
            },
          ]}
        >
          <Input />
        </Form.Item>
        <Form.Item name="zh" label={say('nameZh')} rules={[needed]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="en" label={say('nameEn')} rules={[needed]}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
