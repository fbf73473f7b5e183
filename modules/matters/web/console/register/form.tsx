/** The fields, in the order in which people tell: what, where, what kind, who. */
import { Button, Checkbox, Form, Input, Radio } from 'antd';
import { useEffect, useRef } from 'react';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { sharedTexts } from '../../../../../web/shared-texts.ts';
import { useTexts } from '../../../../../web/texts.ts';
import type { Draft } from '../../report/draft.ts';
import { CategoryField } from './category-field.tsx';
import { channels, type Entry, type EntryFault } from './entry.ts';
import { FilesField } from './files-field.tsx';
import { PlaceField } from './place-field.tsx';
import { ReporterFields } from './reporter-fields.tsx';
import { registerTexts } from './texts.ts';

export type FormProps = {
  entry: Entry;
  county: string;
  faults: readonly EntryFault[];
  error: unknown;
  isSending: boolean;
  onChange: (change: (entry: Entry) => Entry) => void;
  onSubmit: () => void;
};

/** The words of a fault at its field, or nothing. */
export function useFaultOf(faults: readonly EntryFault[]): (id: string) => string | undefined {
  const say = useTexts(registerTexts);
  return (id) => {
    const fault = faults.find((one) => one.id === id);
    if (!fault) return undefined;
    if (fault.why === 'phone') return say('phoneWrong');
    return say(`${fault.why}_missing`);
  };
}

export function RegisterForm(props: FormProps) {
  const { entry, faults, onChange } = props;
  const say = useTexts(registerTexts);
  const faultOf = useFaultOf(faults);
  const isWaiting = entry.files.some(({ id }) => id === null);
  const report = (change: Partial<Draft>) =>
    onChange((now) => ({ ...now, report: { ...now.report, ...change } }));
  return (
    <Form
      layout="vertical"
      onFinish={props.onSubmit}
      className="register-form"
      requiredMark={false}
    >
      <p className="register-note">{say('onBehalf')}</p>
      <ProblemNotice error={props.error} />
      <Faults faults={faults} />
      <Form.Item label={say('channel')} htmlFor="register-channel">
        <Radio.Group
          id="register-channel"
          optionType="button"
          buttonStyle="solid"
          value={entry.channel}
          options={channels.map((value) => ({ value, label: say(value) }))}
          onChange={({ target }) => onChange((now) => ({ ...now, channel: target.value }))}
        />
      </Form.Item>
      <WordsField
        text={entry.report.text}
        fault={faultOf('register-words')}
        onChange={(text) => report({ text })}
      />
      <PlaceField {...props} fault={faultOf('register-place')} onReport={report} />
      <CategoryField {...props} faultOf={faultOf} onReport={report} />
      <Form.Item>
        <Checkbox
          checked={entry.isUrgent}
          onChange={({ target }) => onChange((now) => ({ ...now, isUrgent: target.checked }))}
        >
          {say('urgent')}
        </Checkbox>
        <Checkbox
          checked={entry.report.isPrivate}
          onChange={({ target }) => report({ isPrivate: target.checked })}
        >
          {say('private')}
        </Checkbox>
      </Form.Item>
      <ReporterFields {...props} fault={faultOf('register-phone')} onReport={report} />
      <FilesField files={entry.files} onChange={(change) => onChange(change)} />
      <Button type="primary" size="large" htmlType="submit" loading={props.isSending}>
        {isWaiting ? say('waitFiles') : say('submitKey')}
      </Button>
    </Form>
  );
}

function WordsField(field: {
  text: string;
  fault: string | undefined;
  onChange: (text: string) => void;
}) {
  const say = useTexts(registerTexts);
  return (
    <Form.Item
      label={say('words')}
      htmlFor="register-words"
      extra={say('wordsHint')}
      help={field.fault}
      validateStatus={field.fault ? 'error' : ''}
    >
      <Input.TextArea
        id="register-words"
        autoFocus
        rows={4}
        maxLength={4000}
        value={field.text}
        onChange={({ target }) => field.onChange(target.value)}
      />
    </Form.Item>
  );
}

/** What must be mended, each with a link to its field; takes the focus when it appears. */
function Faults({ faults }: { faults: readonly EntryFault[] }) {
  const shared = useTexts(sharedTexts);
  const faultOf = useFaultOf(faults);
  const box = useRef<HTMLDivElement>(null);
  const isShown = faults.length > 0;
  useEffect(() => {
    if (isShown) box.current?.focus();
  }, [isShown]);
  if (!isShown) return null;
  return (
    <div role="alert" className="register-faults" ref={box} tabIndex={-1}>
      <b>{shared('mend')}</b>
      <ul>
        {faults.map(({ id }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(id)?.focus();
              }}
            >
              {faultOf(id)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
