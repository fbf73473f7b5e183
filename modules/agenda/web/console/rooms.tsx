/** Rooms of the county: set up, changed, ended. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Form, Input, InputNumber } from 'antd';
import { Suspense, useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import { ConsoleWaiting, ProblemNotice } from '../../../../web/console/states.tsx';
import { useSession } from '../../../../web/session.ts';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { agendaWebTexts } from '../texts.ts';

type Room = Answer<'GET /api/agenda/rooms'>['items'][number];
type Written = { zh: string; en?: string; way?: string; seats: number; isActive?: boolean };

export function RoomsDrawer({ onClose }: { onClose: () => void }) {
  const say = useTexts(agendaWebTexts);
  return (
    <Drawer title={say('rooms')} open onClose={onClose} size="large">
      <Suspense fallback={<ConsoleWaiting />}>
        <Rooms />
      </Suspense>
    </Drawer>
  );
}

function Rooms() {
  const say = useTexts(agendaWebTexts);
  const named = useNamed();
  const { counties = [] } = useSession();
  const query = { county: counties[0] ?? '' };
  const { data } = useSuspenseQuery(read('GET /api/agenda/rooms', { query }));
  const [edited, setEdited] = useState<Room | 'new' | null>(null);
  return (
    <>
      {data.items.length === 0 && <p>{say('roomsNone')}</p>}
      <ul className="agenda-items">
        {data.items.map((room) => (
          <li key={room.id}>
            <div className="agenda-what">
              <strong>{named(room)}</strong> {say('roomSeatsOf', { count: room.seats })}{' '}
              <span className="agenda-mark">{say(room.isActive ? 'roomActive' : 'roomEnded')}</span>
              <div className="agenda-soft">
                {named(room.org)} · {room.way}
              </div>
            </div>
            <Button
              size="small"
              aria-label={say('roomChange', { name: named(room) })}
              onClick={() => setEdited(room)}
            >
              {say('change')}
            </Button>
          </li>
        ))}
      </ul>
      {edited ? (
        <RoomForm
          key={edited === 'new' ? 'new' : edited.id}
          room={edited === 'new' ? null : edited}
          onDone={() => setEdited(null)}
        />
      ) : (
        <Button onClick={() => setEdited('new')}>{say('roomAdd')}</Button>
      )}
    </>
  );
}

function RoomForm({ room, onDone }: { room: Room | null; onDone: () => void }) {
  const say = useTexts(agendaWebTexts);
  const shared = useTexts(sharedTexts);
  const save = useSave(room, onDone);
  const start = room ? { ...room, en: room.en ?? '' } : { seats: 8, isActive: true };
  return (
    <Form<Written>
      name="room"
      layout="vertical"
      initialValues={start}
      onFinish={(written) => save.mutate(written)}
    >
      <ProblemNotice error={save.error} />
      <Form.Item
        name="zh"
        label={say('roomName')}
        rules={[{ required: true, whitespace: true, message: say('needed') }]}
      >
        <Input maxLength={60} autoFocus />
      </Form.Item>
      <Form.Item name="en" label={say('roomNameEn')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="way" label={say('roomWay')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="seats" label={say('roomSeats')} rules={[{ required: true }]}>
        <InputNumber min={1} max={1000} precision={0} />
      </Form.Item>
      {room && (
        <Form.Item name="isActive" valuePropName="checked">
          <Checkbox>{say('roomActive')}</Checkbox>
        </Form.Item>
      )}
      <div className="agenda-ways">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {shared('save')}
        </Button>
        <Button onClick={onDone}>{shared('cancel')}</Button>
      </div>
    </Form>
  );
}

function useSave(room: Room | null, onDone: () => void) {
  const say = useTexts(agendaWebTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  const { posts = [], post } = useSession();
  const org = posts.find(({ id }) => id === post)?.org.id ?? '';
  return useMutation({
    mutationFn: ({ zh, en, way = '', seats, isActive = true }: Written) => {
      const fields = { zh, en: en?.trim() || null, way, seats };
      if (!room) return api('POST /api/agenda/rooms', { body: { org, ...fields } });
      const { county, id, version } = room;
      return api('PUT /api/agenda/rooms/{county}/{id}', {
        params: { county, id },
        body: { ...fields, isActive, version },
      });
    },
    onSuccess: () => {
      void message.success(say('saved'));
      void client.invalidateQueries({ queryKey: ['GET /api/agenda/rooms'] });
      onDone();
    },
  });
}
