/** The code and the two names that whatever stands in a rule document has. */
import { Form, Input } from 'antd';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { useTexts } from '../../../../web/texts.ts';

const CODE = /^[A-Za-z0-9._-]{1,40}$/;

type CodeOf = {
  name?: string;
  label: string;
  /** What a code looks like; said below the field, and where it does not. */
  hint: string;
  pattern?: RegExp;
  taken: readonly string[];
  /** That another has it. */
  twice: string;
  /** It stands in documents and matters: it is not changed any more. */
  isFixed?: boolean;
};

export function CodeField(props: CodeOf) {
  const { name = 'code', label, hint, pattern = CODE, taken, twice, isFixed = false } = props;
  const isFree = (_: unknown, code: string) =>
    taken.includes(code) ? Promise.reject(new Error(twice)) : Promise.resolve();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={[useNeeded(), { pattern, message: hint }, { validator: isFree }]}
    >
      <Input disabled={isFixed} />
    </Form.Item>
  );
}

export function NamePair({ zh, en }: { zh: string; en: string }) {
  const needed = useNeeded();
  return (
    <>
      <Form.Item name="zh" label={zh} rules={[needed]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="en" label={en} rules={[needed]}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}

function useNeeded() {
  const admin = useTexts(adminTexts);
  return { required: true, whitespace: true, message: admin('needed') };
}
