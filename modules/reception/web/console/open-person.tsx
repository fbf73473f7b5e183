/** Who holds a turn, opened with a purpose; the opening is logged. */
import { useMutation } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Select } from 'antd';
import { api } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTexts } from '../../../../web/texts.ts';
import type { DeskForm, Turn } from './desk-page.tsx';
import { deskTexts } from './texts.ts';

const purposes = ['service', 'handling', 'verification', 'callBack'] as const;
type Written = { purpose: (typeof purposes)[number]; reason: string };

export function OpenPerson({ desk, turn, onClose }: DeskForm & { turn: Turn }) {
  const say = useTexts(deskTexts);
  const open = useMutation({
    mutationFn: (body: Written) =>
      api('POST /api/reception/days/{county}/{day}/appointments/{id}/opening', {
        params: { county: desk.day.county, day: desk.day.id, id: turn.id },
        body,
      }),
  });
  const needed = [{ required: true, whitespace: true, min: 2, message: say('needed') }];
  return (
    <Drawer title={say('openPerson')} open onClose={onClose} destroyOnHidden>
      {open.data ? (
        <div role="status">
          <p>{say('opened')}</p>
          <p>
            {open.data.name} {open.data.phone}
          </p>
          {open.data.representatives.length > 0 && (
            <p>{say('with', { names: open.data.representatives.join(say('comma')) })}</p>
          )}
          <p>{open.data.subject}</p>
        </div>
      ) : (
        <Form<Written>
          name="opening"
          layout="vertical"
          initialValues={{ purpose: 'service' }}
          onFinish={(written) => open.mutate(written)}
        >
          <Form.Item name="purpose" label={say('purpose')}>
            <Select options={purposes.map((value) => ({ value, label: say(value) }))} />
          </Form.Item>
          <Form.Item name="reason" label={say('reason')} rules={needed}>
            <Input maxLength={200} />
          </Form.Item>
          <ProblemNotice error={open.error} />
          <Button type="primary" htmlType="submit" loading={open.isPending}>
            {say('openPerson')}
          </Button>
        </Form>
      )}
    </Drawer>
  );
}
