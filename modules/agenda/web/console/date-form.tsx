/** When, where, who: a date is planned or moved; what collides is named, and may be insisted on. */
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { useRef } from 'react';
import { api, read } from '../../../../web/api.ts';
import { Collisions, isTaken, useRoomOptions } from '../../../../web/console/room-choice.tsx';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { instantOfField } from '../../../../web/dates.ts';
import { newKey } from '../../../../web/new-key.ts';
import { useTexts } from '../../../../web/texts.ts';
import { agendaWebTexts } from '../texts.ts';
import type { Dated } from './panel.tsx';

type Written = {
  kind: 'session' | 'hearing' | 'reception';
  title: 'mediation';
  from: string;
  until: string;
  room?: string;
  place?: string;
  posts?: string[];
  insist?: string;
  reason?: string;
};

type About = {
  number: string;
  orgs: readonly string[];
  /** The date that moves; null: a new one. */
  date: Dated | null;
  onClose: () => void;
};

const kinds = ['session', 'hearing', 'reception'] as const;
const titles = {
  session: ['mediation', 'separateTalk', 'siteVisit', 'signing'],
  hearing: ['hearing'],
  reception: ['appointment', 'jointReception', 'leaderReception', 'siteVisit'],
} as const;

export function DateForm({ number, orgs, date, onClose }: About) {
  const say = useTexts(agendaWebTexts);
  return (
    <Drawer
      title={say(date ? 'moveTitle' : 'planTitle')}
      open
      onClose={onClose}
      size="large"
      destroyOnHidden
    >
      <Fields {...{ number, orgs, date, onClose }} />
    </Drawer>
  );
}

function Fields({ number, orgs, date, onClose }: About) {
  const say = useTexts(agendaWebTexts);
  const [form] = Form.useForm<Written>();
  const send = useSend(number, date, onClose);
  const kind = Form.useWatch('kind', form) ?? date?.kind ?? 'session';
  const needed = [{ required: true, whitespace: true, message: say('needed') }];
  return (
    <Form<Written>
      form={form}
      name="date"
      layout="vertical"
      initialValues={startOf(date)}
      onFinish={(written) => send.mutate(written)}
    >
      <ProblemNotice error={send.error} />
      <Collisions error={send.error} />
      {date === null && (
        <>
          <Form.Item name="kind" label={say('what')} rules={[{ required: true }]}>
            <Select
              options={kinds.map((value) => ({ value, label: say(value) }))}
              onChange={(next: (typeof kinds)[number]) =>
                form.setFieldValue('title', titles[next][0])
              }
            />
          </Form.Item>
          <Form.Item name="title" label={say('how')} rules={[{ required: true }]}>
            <Select options={titles[kind].map((value) => ({ value, label: say(value) }))} />
          </Form.Item>
        </>
      )}
      <Form.Item name="from" label={say('from')} rules={needed}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="until" label={say('until')} rules={needed}>
        <Input type="datetime-local" />
      </Form.Item>
      <RoomField number={number} except={date?.id} />
      <Form.Item name="place" label={say('place')}>
        <Input maxLength={200} />
      </Form.Item>
      <PostsField orgs={orgs} />
      {date && (
        <Form.Item name="reason" label={say('reason')} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
      )}
      {isTaken(send.error) && (
        <Form.Item name="insist" label={say('insist')}>
          <Input maxLength={500} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {say(date ? 'move' : 'plan')}
      </Button>
    </Form>
  );
}

/** The centre's wall clock, as `datetime-local` wants it. */
function fieldOf(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16);
}

function startOf(date: Dated | null): Partial<Written> {
  if (!date) return { kind: 'session', title: 'mediation', posts: [] };
  return {
    from: fieldOf(date.startsAt),
    until: fieldOf(date.endsAt),
    place: date.place,
    posts: date.posts.map(({ id }) => id),
    ...(date.room && { room: date.room.id }),
  };
}

function RoomField({ number, except }: { number: string; except: string | undefined }) {
  const say = useTexts(agendaWebTexts);
  const form = Form.useFormInstance<Written>();
  const [from, until] = [Form.useWatch('from', form), Form.useWatch('until', form)];
  const options = useRoomOptions({
    county: number.split('-')[0] ?? '',
    from: from ? instantOfField(from) : null,
    until: until ? instantOfField(until) : null,
    except,
  });
  return (
    <Form.Item name="room" label={say('room')}>
      <Select allowClear placeholder={say('roomless')} options={options} />
    </Form.Item>
  );
}

function PostsField({ orgs }: { orgs: readonly string[] }) {
  const say = useTexts(agendaWebTexts);
  const lists = useQueries({
    queries: [...new Set(orgs)].map((id) => read('GET /api/orgs/{id}/posts', { params: { id } })),
  });
  const posts = lists.flatMap(({ data }) => data?.items ?? []);
  return (
    <Form.Item name="posts" label={say('posts')}>
      <Select
        mode="multiple"
        optionFilterProp="label"
        options={posts.map(({ id, title, role }) => ({
          value: id,
          label: title || role.zh,
        }))}
      />
    </Form.Item>
  );
}

function useSend(number: string, date: Dated | null, onDone: () => void) {
  const say = useTexts(agendaWebTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  const sent = useRef({ body: '', key: '' });
  return useMutation({
    mutationFn: ({ kind, title, from, until, ...rest }: Written) => {
      const when = {
        startsAt: instantOfField(from),
        endsAt: instantOfField(until),
        place: rest.place ?? '',
        room: rest.room ?? null,
        posts: rest.posts ?? [],
        ...(rest.insist?.trim() && { insist: rest.insist }),
      };
      const body = JSON.stringify([when, kind, title, rest.reason]);
      if (sent.current.body !== body) sent.current = { body, key: newKey() };
      const { key } = sent.current;
      if (!date) {
        const input = { params: { number }, body: { kind, title, ...when } };
        return api('POST /api/matters/{number}/dates', input, { key });
      }
      const params = { number, id: date.id };
      const input = { params, body: { ...when, reason: rest.reason ?? '' } };
      return api('POST /api/matters/{number}/dates/{id}/move', input, { key });
    },
    onSuccess: () => {
      void message.success(say('done'));
      void client.invalidateQueries();
      onDone();
    },
  });
}
