/** One day decided otherwise: worked or off, why, and from when to when. */
import { Button, Form, Input, Modal, Radio } from 'antd';
import type { Calendar } from '../../../../../kernel/calendar.ts';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { calendarTexts } from '../texts.ts';
import { HOURS_PATTERN, hoursOf, hoursText } from './hours.ts';

type Written = { working: boolean; name: string; hours?: string };

export function DayForm({
  date,
  calendar,
  onChange,
  onClose,
}: {
  date: string;
  calendar: Calendar;
  onChange: (next: Calendar) => void;
  onClose: () => void;
}) {
  const say = useTexts(calendarTexts);
  const [form] = Form.useForm<Written>();
  const stands = calendar.overrides[date];
  const { [date]: _, ...others } = calendar.overrides;
  const decide = ({ working, name, hours }: Written) => {
    const own = working && hours?.trim() ? { hours: hoursOf(hours) } : {};
    const overrides = { ...others, [date]: { working, name: name.trim(), ...own } };
    onChange({
      ...calendar,
      overrides: Object.fromEntries(Object.entries(overrides).sort(([a], [b]) => (a < b ? -1 : 1))),
    });
    onClose();
  };
  const undecide = () => {
    onChange({ ...calendar, overrides: others });
    onClose();
  };
  return (
    <Modal
      open
      title={say('decide', { date })}
      onOk={() => form.submit()}
      onCancel={onClose}
      footer={(buttons) => (
        <>
          {stands && (
            <Button danger onClick={undecide}>
              {say('undecide')}
            </Button>
          )}
          {buttons}
        </>
      )}
    >
      <Form<Written>
        name="day"
        form={form}
        layout="vertical"
        initialValues={{
          working: stands?.working ?? false,
          name: stands?.name ?? '',
          hours: stands?.hours ? hoursText(stands.hours) : '',
        }}
        onFinish={decide}
      >
        <DayFields />
      </Form>
    </Modal>
  );
}

function DayFields() {
  const say = useTexts(calendarTexts);
  const admin = useTexts(adminTexts);
  return (
    <>
      <Form.Item name="working" label={say('decided')}>
        <Radio.Group
          options={[
            { value: false, label: say('off') },
            { value: true, label: say('on') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="name"
        label={say('reason')}
        extra={say('reasonHint')}
        rules={[{ required: true, whitespace: true, message: admin('needed') }]}
      >
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item
        name="hours"
        label={say('ownHours')}
        extra={say('hoursHint')}
        rules={[{ pattern: HOURS_PATTERN, message: say('hoursWrong') }]}
      >
        <Input />
      </Form.Item>
    </>
  );
}
