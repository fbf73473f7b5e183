/** Somebody who came or called is given a turn. */
import { useMutation } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Select } from 'antd';
import { api } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { useDone } from './day-ways.tsx';
import type { DeskForm } from './desk-page.tsx';
import { deskTexts } from './texts.ts';

type Written = {
  at: string;
  name: string;
  phone?: string;
  representatives?: string;
  topic?: string;
  number?: string;
  subject?: string;
};

export function AddTurn({ desk, onClose }: DeskForm) {
  const say = useTexts(deskTexts);
  return (
    <Drawer title={say('add')} open onClose={onClose} size="large" destroyOnHidden>
      <p className="reception-soft">{say('addHint')}</p>
      <Fields desk={desk} onClose={onClose} />
    </Drawer>
  );
}

function Fields({ desk, onClose }: DeskForm) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const time = useTime();
  const add = useAdd(desk, onClose);
  const needed = [{ required: true, whitespace: true, message: say('needed') }];
  const slots = desk.slots.filter(({ free }) => free > 0);
  return (
    <Form<Written>
      name="turn"
      layout="vertical"
      initialValues={{ at: slots[0]?.at }}
      onFinish={(written) => add.mutate(written)}
    >
      <Form.Item name="at" label={say('slot')} rules={needed}>
        <Select
          options={slots.map(({ at, endsAt, free }) => ({
            value: at,
            label: say('slotLeft', {
              from: time(at, 'clock'),
              to: time(endsAt, 'clock'),
              count: free,
            }),
          }))}
        />
      </Form.Item>
      <Form.Item name="name" label={say('name')} rules={needed}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="phone"
        label={say('phone')}
        rules={[{ pattern: /^1[3-9]\d{9}$/, message: say('phoneWrong') }]}
      >
        <Input maxLength={11} inputMode="numeric" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="representatives"
        label={say('representatives')}
        extra={say('representativesHint')}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
      {desk.day.topics.length > 0 && (
        <Form.Item name="topic" label={say('category')}>
          <Select
            allowClear
            options={desk.day.topics.map((one) => ({ value: one.code, label: named(one) }))}
          />
        </Form.Item>
      )}
      <Form.Item name="number" label={say('number')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="subject" label={say('subject')}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      <ProblemNotice error={add.error} />
      <Button type="primary" htmlType="submit" loading={add.isPending}>
        {say('add')}
      </Button>
    </Form>
  );
}

function useAdd({ day }: DeskForm['desk'], onClose: () => void) {
  const tell = useDone();
  return useMutation({
    mutationFn: ({ at, name, phone, representatives = '', topic, number, subject }: Written) => {
      const others = representatives.split('\n').filter((one) => one.trim() !== '');
      return api('POST /api/reception/days/{county}/{id}/desk', {
        params: { county: day.county, id: day.id },
        body: {
          at,
          name,
          people: 1 + others.length,
          representatives: others,
          ...(phone && { phone }),
          ...(topic && { topic }),
          ...(number?.trim() && { number }),
          ...(subject?.trim() && { subject }),
        },
      });
    },
    onSuccess: () => {
      tell();
      onClose();
    },
  });
}
