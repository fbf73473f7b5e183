/** What came of a turn: explained, handed to a matter, or promised for a day. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Radio, Select } from 'antd';
import { api, read } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { todayHere } from '../../../../web/dates.ts';
import { useMay } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { useDone } from './day-ways.tsx';
import type { DeskForm, Turn } from './desk-page.tsx';
import { deskTexts } from './texts.ts';

const results = ['explained', 'handed', 'promised'] as const;

type Written = {
  result: (typeof results)[number];
  text: string;
  to: 'standing' | 'fresh';
  number?: string;
  matterText?: string;
  category?: string;
  org?: string;
  dueOn?: string;
};

type About = DeskForm & { turn: Turn };

export function ResultForm({ desk, turn, onClose }: About) {
  const say = useTexts(deskTexts);
  return (
    <Drawer
      title={say('resultOf', { turn: turn.turn })}
      open
      onClose={onClose}
      size="large"
      destroyOnHidden
    >
      <Fields {...{ desk, turn, onClose }} />
    </Drawer>
  );
}

function Fields({ desk, turn, onClose }: About) {
  const say = useTexts(deskTexts);
  const [form] = Form.useForm<Written>();
  const send = useSend(desk, turn, onClose);
  const result = Form.useWatch('result', form) ?? 'explained';
  const needed = [{ required: true, whitespace: true, message: say('needed') }];
  return (
    <Form<Written>
      form={form}
      name="result"
      layout="vertical"
      initialValues={{
        result: 'explained',
        to: turn.number === null ? 'fresh' : 'standing',
        number: turn.number ?? undefined,
        org: desk.day.org.id,
      }}
      onFinish={(written) => send.mutate(written)}
    >
      <Form.Item name="result" label={say('outcome')}>
        <Radio.Group options={results.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      <Form.Item name="text" label={say('said')} rules={needed}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
      {result === 'handed' && <HandedFields county={desk.day.county} />}
      {result === 'promised' && <PromisedFields desk={desk} />}
      <ProblemNotice error={send.error} />
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {say('result')}
      </Button>
    </Form>
  );
}

function HandedFields({ county }: { county: string }) {
  const say = useTexts(deskTexts);
  const may = useMay();
  const to: unknown = Form.useWatch('to');
  const needed = [{ required: true, whitespace: true, message: say('needed') }];
  const ways = ['standing', ...(may('matter.register') ? (['fresh'] as const) : [])] as const;
  return (
    <>
      <Form.Item name="to" label={say('to')}>
        <Radio.Group options={ways.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      {to === 'fresh' ? (
        <>
          <Form.Item name="matterText" label={say('matterText')} rules={needed}>
            <Input.TextArea rows={4} maxLength={4000} />
          </Form.Item>
          <CategoryField county={county} />
        </>
      ) : (
        <Form.Item name="number" label={say('number')} rules={needed}>
          <Input maxLength={40} />
        </Form.Item>
      )}
    </>
  );
}

function CategoryField({ county }: { county: string }) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const { data } = useQuery(read('GET /api/categories', { query: { county } }));
  const petitions = (data?.items ?? []).filter(({ kind }) => kind === 'petition');
  return (
    <Form.Item
      name="category"
      label={say('category')}
      rules={[{ required: true, message: say('needed') }]}
    >
      <Select
        optionFilterProp="label"
        options={petitions.map((one) => ({ value: one.code, label: named(one) }))}
      />
    </Form.Item>
  );
}

function PromisedFields({ desk }: { desk: DeskForm['desk'] }) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const orgs = new Map(
    [desk.day.org, ...desk.day.hosts.map(({ org }) => org)].map((o) => [o.id, o]),
  );
  const needed = [{ required: true, message: say('needed') }];
  return (
    <>
      <Form.Item name="org" label={say('who')} rules={needed}>
        <Select options={[...orgs.values()].map((org) => ({ value: org.id, label: named(org) }))} />
      </Form.Item>
      <Form.Item name="dueOn" label={say('dueOn')} rules={needed}>
        <Input type="date" min={todayHere()} />
      </Form.Item>
    </>
  );
}

function useSend({ day }: DeskForm['desk'], turn: Turn, onClose: () => void) {
  const tell = useDone();
  return useMutation({
    mutationFn: (written: Written) =>
      api('POST /api/reception/days/{county}/{day}/appointments/{id}/result', {
        params: { county: day.county, day: day.id, id: turn.id },
        body: bodyOf(written),
      }),
    onSuccess: () => {
      tell();
      onClose();
    },
  });
}

function bodyOf({ result, text, to, number, matterText, category, org, dueOn }: Written) {
  if (result === 'explained') return { result, text };
  if (result === 'promised') return { result, text, org: org ?? '', dueOn: dueOn ?? '' };
  if (to === 'standing') return { result, text, number: number ?? '' };
  return { result, text, matter: { text: matterText ?? '', ...(category && { category }) } };
}
