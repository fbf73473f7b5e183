/** A reception day is planned: when, who, where, in which slots, under which hours. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { api, read } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useSession } from '../../../../web/session.ts';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { receptionWords } from '../texts.ts';
import { useDone } from './day-ways.tsx';
import type { Planned } from './days-page.tsx';
import { HostFields } from './host-fields.tsx';
import { deskTexts } from './texts.ts';
import { fieldsOf, startOf, type Written } from './written.ts';

type About = { county: string; day: Planned | null; last: Planned | null; onDone: () => void };

export function DayForm({ county, day, last, onDone }: About) {
  const say = useTexts(deskTexts);
  const shared = useTexts(sharedTexts);
  const session = useSession();
  const ownOrg = session.posts?.find(({ id }) => id === session.post)?.org.id ?? '';
  const save = useSave(county, day, onDone);
  return (
    <Form<Written>
      name="reception"
      layout="vertical"
      initialValues={startOf(day, last, ownOrg)}
      onFinish={(written) => save.mutate(written)}
    >
      {!day && last && <p className="reception-soft">{say('asBefore')}</p>}
      <WhenFields />
      <PracticeFields />
      <HostFields />
      <WhereFields county={county} />
      <Form.Item name="note" label={say('note')}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="noteEn" label={say('noteEn')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <ProblemNotice error={save.error} />
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {shared('save')}
      </Button>
    </Form>
  );
}

function useSave(county: string, day: Planned | null, onDone: () => void) {
  const tell = useDone();
  return useMutation({
    mutationFn: (written: Written) => {
      const fields = fieldsOf(written);
      if (!day) return api('POST /api/reception/days', { body: { county, ...fields } });
      const { id, version } = day;
      const input = { params: { county, id }, body: { ...fields, version } };
      return api('PUT /api/reception/days/{county}/{id}', input);
    },
    onSuccess: () => {
      tell();
      onDone();
    },
  });
}

const kinds = ['leader', 'joint', 'ordinary'] as const;

function useNeeded() {
  const say = useTexts(deskTexts);
  return [{ required: true, message: say('needed') }];
}

function WhenFields() {
  const say = useTexts(deskTexts);
  const words = useTexts(receptionWords);
  const needed = useNeeded();
  return (
    <div className="reception-row">
      <Form.Item name="kind" label={say('kind')} rules={needed}>
        <Select options={kinds.map((value) => ({ value, label: words(value) }))} />
      </Form.Item>
      <Form.Item name="day" label={say('day')} rules={needed}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="from" label={say('from')} rules={needed}>
        <Input type="time" />
      </Form.Item>
      <Form.Item name="until" label={say('until')} rules={needed}>
        <Input type="time" />
      </Form.Item>
      <Form.Item name="pauseFrom" label={say('pauseFrom')}>
        <Input type="time" />
      </Form.Item>
      <Form.Item name="pauseTo" label={say('pauseTo')}>
        <Input type="time" />
      </Form.Item>
    </div>
  );
}

const practice = [
  { name: 'slotMinutes', min: 5, max: 480 },
  { name: 'slotPlaces', min: 1, max: 50 },
  { name: 'bookHours', min: 0, max: 720 },
  { name: 'changeHours', min: 0, max: 720 },
  { name: 'remindHours', min: 0, max: 168 },
  { name: 'keepDays', min: 1, max: 3650 },
] as const;

/** What is the practice of the place: nothing is chosen for it. */
function PracticeFields() {
  const say = useTexts(deskTexts);
  const needed = useNeeded();
  return (
    <>
      <div className="reception-row">
        {practice.map(({ name, min, max }) => (
          <Form.Item key={name} name={name} label={say(name)} rules={needed}>
            <InputNumber min={min} max={max} precision={0} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="isByAppointment" valuePropName="checked">
        <Checkbox>{say('isByAppointment')}</Checkbox>
      </Form.Item>
    </>
  );
}

function WhereFields({ county }: { county: string }) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const rooms = useQuery(read('GET /api/agenda/rooms', { query: { county } }));
  const topics = useQuery(read('GET /api/reception/topics', { query: { county } }));
  return (
    <>
      <Form.Item name="room" label={say('room')}>
        <Select
          allowClear
          options={(rooms.data?.items ?? [])
            .filter(({ isActive }) => isActive)
            .map((room) => ({ value: room.id, label: named(room) }))}
        />
      </Form.Item>
      <Form.Item name="place" label={say('place')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="topics" label={say('topics')}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={(topics.data?.items ?? []).map((one) => ({
            value: one.code,
            label: named(one),
          }))}
        />
      </Form.Item>
    </>
  );
}
