/** The usual hours, and the list of days that the centre decided otherwise. */
import { Empty, Form, Input, Radio, Tag } from 'antd';
import type { Calendar } from '../../../../../kernel/calendar.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { calendarTexts } from '../texts.ts';
import { HOURS_PATTERN, hoursOf, hoursText } from './hours.ts';

type Props = { calendar: Calendar; onChange: (next: Calendar) => void };
type Written = { hours: string; urgent: string; days: 'all' | 'working' };

export function HoursForm({ calendar, onChange }: Props) {
  const say = useTexts(calendarTexts);
  const [form] = Form.useForm<Written>();
  const change = () => {
    const { hours, urgent, days } = form.getFieldsValue();
    if (!HOURS_PATTERN.test(hours) || !HOURS_PATTERN.test(urgent)) return;
    onChange({
      ...calendar,
      hours: hoursOf(hours),
      urgentHours: { days, hours: hoursOf(urgent) },
    });
  };
  const rule = { pattern: HOURS_PATTERN, message: say('hoursWrong') };
  return (
    <section className="admin-panel rule-section" aria-labelledby="calendar-hours">
      <h2 id="calendar-hours">{say('usualHours')}</h2>
      <Form<Written>
        name="usual"
        form={form}
        layout="vertical"
        className="rule-form"
        initialValues={{
          hours: hoursText(calendar.hours),
          urgent: hoursText(calendar.urgentHours.hours),
          days: calendar.urgentHours.days,
        }}
        onBlur={change}
        onValuesChange={(changed: Partial<Written>) => changed.days && change()}
      >
        <Form.Item name="hours" label={say('usualHours')} rules={[rule]}>
          <Input />
        </Form.Item>
        <Form.Item name="urgent" label={say('urgentHours')} rules={[rule]}>
          <Input />
        </Form.Item>
        <Form.Item name="days" label={say('urgentDays')}>
          <Radio.Group
            options={[
              { value: 'all', label: say('allDays') },
              { value: 'working', label: say('workingOnly') },
            ]}
          />
        </Form.Item>
      </Form>
      <h3>{say('overrides')}</h3>
      <Overrides calendar={calendar} />
    </section>
  );
}

function Overrides({ calendar }: { calendar: Calendar }) {
  const say = useTexts(calendarTexts);
  const days = Object.entries(calendar.overrides);
  if (days.length === 0) return <Empty description={say('noOverrides')} />;
  return (
    <ul className="admin-list">
      {days.map(([date, { working, name, hours }]) => (
        <li key={date}>
          {date} <Tag>{working ? say('on') : say('off')}</Tag> {name}{' '}
          {hours && <span className="admin-soft">{hoursText(hours)}</span>}
        </li>
      ))}
    </ul>
  );
}
