/** The desk moves a turn: to another slot, or to another day of its own organisation. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Form, Select } from 'antd';
import { api, read } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { useTexts } from '../../../../web/texts.ts';
import { useSpanWords } from '../words.tsx';
import { useDone } from './day-ways.tsx';
import type { DeskForm, Turn } from './desk-page.tsx';
import { deskTexts } from './texts.ts';

type Written = { to: string; at: string };
type Of = DeskForm & { turn: Turn };

export function MoveForm({ desk, turn, onClose }: Of) {
  const say = useTexts(deskTexts);
  const tell = useDone();
  const [form] = Form.useForm<Written>();
  const to = Form.useWatch('to', form) ?? desk.day.id;
  const { county, id: day } = desk.day;
  const send = useMutation({
    mutationFn: ({ at }: Written) =>
      api('POST /api/reception/days/{county}/{day}/appointments/{id}/move', {
        params: { county, day, id: turn.id },
        body: { at, ...(to !== day && { to }) },
      }),
    onSuccess: () => {
      tell();
      onClose();
    },
  });
  const needed = [{ required: true, message: say('needed') }];
  return (
    <Drawer title={say('moveOf', { turn: turn.turn })} open onClose={onClose} destroyOnHidden>
      <p className="reception-soft">{say('moveHint')}</p>
      <Form<Written>
        form={form}
        name="move"
        layout="vertical"
        initialValues={{ to: day }}
        onFinish={(written) => send.mutate(written)}
      >
        <Form.Item name="to" label={say('day')} rules={needed}>
          <Select options={useDays(desk)} onChange={() => form.resetFields(['at'])} />
        </Form.Item>
        <Form.Item name="at" label={say('slot')} rules={needed}>
          <Select options={useSlots({ desk, turn, to })} notFoundContent={say('slotNone')} />
        </Form.Item>
        <ProblemNotice error={send.error} />
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {say('move')}
        </Button>
      </Form>
    </Drawer>
  );
}

/** The day itself, then the organisation's others that are still to come. */
function useDays({ day }: DeskForm['desk']) {
  const spanWords = useSpanWords();
  const query = { county: day.county };
  const { data } = useQuery(read('GET /api/public/reception-days', { query }));
  const others = (data?.items ?? []).filter(
    (one) => one.org.id === day.org.id && one.id !== day.id && one.state === 'published',
  );
  return [day, ...others].map((one) => ({ value: one.id, label: spanWords(one) }));
}

function useSlots({ desk, turn, to }: { desk: DeskForm['desk']; turn: Turn; to: string }) {
  const say = useTexts(deskTexts);
  const time = useTime();
  const isHere = to === desk.day.id;
  const params = { county: desk.day.county, id: to };
  const other = useQuery({
    ...read('GET /api/public/reception-days/{county}/{id}', { params }),
    enabled: !isHere,
  });
  const slots = isHere ? desk.slots.filter(({ at }) => at !== turn.at) : other.data?.slots;
  return (slots ?? [])
    .filter(({ free }) => free > 0)
    .map(({ at, endsAt, free }) => ({
      value: at,
      label: say('slotLeft', { from: time(at, 'clock'), to: time(endsAt, 'clock'), count: free }),
    }));
}
