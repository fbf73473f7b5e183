/** A template for the reply: picked, filled from the matter by the server, then edited. */
import { useQuery } from '@tanstack/react-query';
import { App, Select } from 'antd';
import { read } from '../../../../../web/api.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { FieldContext } from './field.tsx';
import { isEmpty, openGaps } from './form-rules.ts';
import { matterTexts } from './texts.ts';

export function TemplatePicker({ name, context }: { name: string; context: FieldContext }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { modal } = App.useApp();
  const { matter, action, values, form } = context;
  const outcome = typeof values.outcome === 'string' ? { outcome: values.outcome } : {};
  const query = { number: matter.number, action: action.action, ...outcome };
  const { data, isPending } = useQuery(read('GET /api/reply-templates', { query }));
  const gaps = openGaps(values[name]);
  const use = async (code: string) => {
    const template = data?.items.find((one) => one.code === code);
    if (!template) return;
    const isLost = !isEmpty(values[name]) && !data?.items.some((one) => one.text === values[name]);
    if (isLost && !(await modal.confirm({ title: say('replaceText') }))) return;
    form.setFieldValue(name, template.text);
    context.change({}, { ...values, [name]: template.text });
  };
  return (
    <>
      <Select
        className="matter-templates"
        aria-label={say('templates')}
        placeholder={say('templates')}
        value={null}
        loading={isPending}
        notFoundContent={say('noTemplates')}
        onChange={(code: string | null) => code !== null && void use(code)}
        options={(data?.items ?? []).map((one) => ({ value: one.code, label: named(one) }))}
      />
      {gaps.length > 0 && (
        <p className="matter-soon" aria-live="polite">
          {say('gapsLeft', { gaps: gaps.join(' ') })}
        </p>
      )}
    </>
  );
}
