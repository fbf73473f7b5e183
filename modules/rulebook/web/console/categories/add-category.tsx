/** A new category: its code and names; the rest is filled in beside the tree. */
import { Form, Modal } from 'antd';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { CodeField, NamePair } from '../name-fields.tsx';
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
  const named = useNamed();
  const [form] = Form.useForm<Written>();
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
        <CodeField
          label={say('code')}
          hint={say('codeHint')}
          taken={taken}
          twice={say('codeTwice')}
        />
        <NamePair zh={say('nameZh')} en={say('nameEn')} />
      </Form>
    </Modal>
  );
}
