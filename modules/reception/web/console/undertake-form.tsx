/** What one's own organisation takes on from a turn, and by when. */
import { useMutation } from '@tanstack/react-query';
import { Button, Drawer, Form, Input } from 'antd';
import { api } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { todayHere } from '../../../../web/dates.ts';
import { useTexts } from '../../../../web/texts.ts';
import { useDone } from './day-ways.tsx';
import type { DeskForm, Turn } from './desk-page.tsx';
import { deskTexts } from './texts.ts';

type Written = { dueOn: string; text: string };

export function UndertakeForm({ desk, turn, onClose }: DeskForm & { turn: Turn }) {
  const say = useTexts(deskTexts);
  const tell = useDone();
  const send = useMutation({
    mutationFn: (body: Written) =>
      api('POST /api/reception/days/{county}/{day}/appointments/{id}/undertaking', {
        params: { county: desk.day.county, day: desk.day.id, id: turn.id },
        body,
      }),
    onSuccess: () => {
      tell();
      onClose();
    },
  });
  const needed = [{ required: true, whitespace: true, message: say('needed') }];
  return (
    <Drawer title={say('undertakeOf', { turn: turn.turn })} open onClose={onClose} destroyOnHidden>
      <Form<Written>
        name="undertaking"
        layout="vertical"
        onFinish={(written) => send.mutate(written)}
      >
        <Form.Item name="dueOn" label={say('dueOn')} rules={needed}>
          <Input type="date" min={todayHere()} />
        </Form.Item>
        <Form.Item name="text" label={say('work')} rules={needed}>
          <Input.TextArea rows={4} maxLength={2000} />
        </Form.Item>
        <ProblemNotice error={send.error} />
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {say('undertake')}
        </Button>
      </Form>
    </Drawer>
  );
}
