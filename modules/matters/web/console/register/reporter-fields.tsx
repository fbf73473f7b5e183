/** Who told it, sealed at once; and when, for what is written down later. */
import { Checkbox, Form, Input } from 'antd';
import { useTexts } from '../../../../../web/texts.ts';
import type { Draft } from '../../report/draft.ts';
import type { Entry } from './entry.ts';
import type { FormProps } from './form.tsx';
import { registerTexts } from './texts.ts';

type ReporterProps = Pick<FormProps, 'entry' | 'onChange'> & {
  fault: string | undefined;
  onReport: (change: Partial<Draft>) => void;
};

const fields = [
  { name: 'name', words: 'name', max: 50 },
  { name: 'phone', words: 'phone', max: 20 },
  { name: 'idNumber', words: 'idNumber', max: 20 },
  { name: 'address', words: 'home', max: 200 },
] as const;

export function ReporterFields({ entry, fault, onChange, onReport }: ReporterProps) {
  const say = useTexts(registerTexts);
  const { isAnonymous } = entry.report;
  const change = (part: Partial<Entry['reporter']>) =>
    onChange((now) => ({ ...now, reporter: { ...now.reporter, ...part } }));
  return (
    <section className="register-reporter" aria-labelledby="register-reporter">
      <h2 id="register-reporter">{say('reporter')}</h2>
      <p className="register-soft">{say('reporterHint')}</p>
      <Form.Item>
        <Checkbox
          checked={isAnonymous}
          onChange={({ target }) => onReport({ isAnonymous: target.checked })}
        >
          {say('anonymous')}
        </Checkbox>
      </Form.Item>
      {!isAnonymous && (
        <div className="register-grid">
          {fields.map(({ name, words, max }) => (
            <Form.Item
              key={name}
              label={say(words)}
              htmlFor={`register-${name}`}
              help={name === 'phone' ? fault : undefined}
              validateStatus={name === 'phone' && fault ? 'error' : ''}
            >
              <Input
                id={`register-${name}`}
                autoComplete="off"
                maxLength={max}
                value={entry.reporter[name]}
                onChange={({ target }) => change({ [name]: target.value })}
              />
            </Form.Item>
          ))}
        </div>
      )}
      <Form.Item label={say('receivedAt')} htmlFor="register-received">
        <Input
          id="register-received"
          type="datetime-local"
          className="register-time"
          value={entry.receivedAt}
          onChange={({ target }) => onChange((now) => ({ ...now, receivedAt: target.value }))}
        />
      </Form.Item>
    </section>
  );
}
