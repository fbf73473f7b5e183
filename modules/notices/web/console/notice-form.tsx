/** A notice is written: for whom, what, from when until when. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { api, read } from '../../../../web/api.ts';
import { ConsoleWaiting, ProblemNotice } from '../../../../web/console/states.tsx';
import { instantOfField } from '../../../../web/dates.ts';
import { useSession } from '../../../../web/session.ts';
import { useTexts } from '../../../../web/texts.ts';
import { noticesTexts } from '../texts.ts';

type Written = {
  town?: string;
  titleZh: string;
  titleEn?: string;
  textZh: string;
  textEn?: string;
  from?: string;
  to: string;
};

const TOWN = 9;

export function NoticeForm(form: { county: string; isOpen: boolean; onClose: () => void }) {
  const say = useTexts(noticesTexts);
  return (
    <Drawer
      title={say('publish')}
      open={form.isOpen}
      onClose={form.onClose}
      size="large"
      destroyOnHidden
    >
      <WithTowns county={form.county} onDone={form.onClose} />
    </Drawer>
  );
}

/** The towns come first: a form that began anew with them would lose what was written meanwhile. */
function WithTowns({ county, onDone }: { county: string; onDone: () => void }) {
  const towns = useTowns(county);
  return towns ? <Fields {...{ county, towns, onDone }} /> : <ConsoleWaiting />;
}

type Towns = { value: string; label: string }[];

function Fields({ county, towns, onDone }: { county: string; towns: Towns; onDone: () => void }) {
  const say = useTexts(noticesTexts);
  const publish = usePublish(county, onDone);
  const needed = [{ required: true, whitespace: true, message: say('needed') }];
  return (
    <Form<Written>
      name="notice"
      layout="vertical"
      initialValues={{ town: towns[0]?.value }}
      onFinish={(written) => publish.mutate(written)}
    >
      <ProblemNotice error={publish.error} />
      <Form.Item name="town" label={say('town')}>
        <Select options={towns} />
      </Form.Item>
      <Form.Item name="titleZh" label={say('titleZh')} rules={needed}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="textZh" label={say('textZh')} rules={needed}>
        <Input.TextArea rows={6} maxLength={5000} showCount />
      </Form.Item>
      <Form.Item name="from" label={say('from')}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="to" label={say('to')} rules={needed}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="titleEn" label={say('titleEn')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="textEn" label={say('textEn')}>
        <Input.TextArea rows={4} maxLength={10_000} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={publish.isPending}>
        {say('publish')}
      </Button>
    </Form>
  );
}

/** The whole county only for who may speak for it. */
/** Null until they are known, or known not to come. */
function useTowns(county: string): Towns | null {
  const say = useTexts(noticesTexts);
  const { regions = [] } = useSession();
  const query = { parent: county, limit: 100 };
  const { data, isPending } = useQuery(read('GET /api/regions', { query }));
  const items = data?.items ?? [];
  const isWide = regions.some((code) => county.startsWith(code));
  const own = regions.map((code) => code.slice(0, TOWN));
  const towns = items
    .filter(({ code }) => isWide || own.includes(code))
    .map(({ code, name }) => ({ value: code, label: name }));
  if (isPending) return null;
  return isWide ? [{ value: '', label: say('wholeCounty') }, ...towns] : towns;
}

function usePublish(county: string, onDone: () => void) {
  const say = useTexts(noticesTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (written: Written) => api('POST /api/notices', { body: bodyOf(county, written) }),
    onSuccess: () => {
      void message.success(say('published'));
      void client.invalidateQueries({ queryKey: ['GET /api/notices'] });
      onDone();
    },
  });
}

function bodyOf(county: string, written: Written) {
  const { town, titleZh, titleEn, textZh, textEn, from, to } = written;
  return {
    county,
    ...(town && { town }),
    title: { zh: titleZh, ...(titleEn?.trim() && { en: titleEn }) },
    text: { zh: textZh, ...(textEn?.trim() && { en: textEn }) },
    ...(from && { fromAt: instantOfField(from) }),
    toAt: instantOfField(to),
  };
}
