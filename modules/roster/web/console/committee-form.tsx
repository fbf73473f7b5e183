/** One committee for one term, with its people; the server holds it to the law. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { type Answer, api, Problem } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useSession } from '../../../../web/session.ts';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import { rosterWebTexts } from '../texts.ts';
import { type Committee, LIST } from './committees.ts';
import { PersonFields, type PersonWritten } from './person-fields.tsx';

export type Written = {
  org: string;
  channel: Committee['channel'];
  level: Committee['level'];
  chosenBy: string;
  grievancesTo: string;
  grievanceDays: number;
  feeZh?: string;
  feeEn?: string;
  fromOn: string;
  toOn?: string;
  mediators: PersonWritten[];
};

const channels = ['people', 'administrative', 'industry', 'judicial'] as const;
const levels = ['village', 'town', 'county', 'industry'] as const;
const faults = ['membersFew', 'membersMany', 'noWoman', 'noChair', 'termLong', 'termOver'] as const;

type About = { committee: Committee | null; onDone: () => void };

export function CommitteeForm({ committee, onDone }: About) {
  const say = useTexts(rosterWebTexts);
  const [form] = Form.useForm<Written>();
  const save = useSave(committee, onDone);
  const channel = Form.useWatch('channel', form) ?? committee?.channel ?? 'people';
  const org = Form.useWatch('org', form) ?? committee?.org.id;
  const needed = [{ required: true, message: say('needed') }];
  return (
    <Form<Written>
      form={form}
      name="committee"
      layout="vertical"
      initialValues={startOf(committee)}
      onFinish={(written) => save.mutate(written)}
    >
      <ProblemNotice error={save.error} />
      <Faults error={save.error} />
      <OrgField name="org" label={say('org')} isFixed={committee !== null} />
      <Form.Item name="channel" label={say('channel')} rules={needed}>
        <Select
          disabled={committee !== null}
          options={channels.map((value) => ({ value, label: say(value) }))}
        />
      </Form.Item>
      <Form.Item name="level" label={say('level')} rules={needed}>
        <Select
          options={levels.map((value) => ({
            value,
            label: say(value === 'industry' ? 'levelIndustry' : value),
          }))}
        />
      </Form.Item>
      <Form.Item name="chosenBy" label={say('chosenByWhom')} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <OrgField name="grievancesTo" label={say('grievancesOrg')} isFixed={false} />
      <Form.Item name="grievanceDays" label={say('grievanceDays')} rules={needed}>
        <InputNumber min={1} max={90} precision={0} />
      </Form.Item>
      {channel !== 'people' && (
        <>
          <Form.Item name="feeZh" label={say('feeZh')} rules={needed}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="feeEn" label={say('feeEn')}>
            <Input maxLength={400} />
          </Form.Item>
        </>
      )}
      <Form.Item name="fromOn" label={say('fromOn')} rules={needed}>
        <Input type="date" disabled={committee !== null} />
      </Form.Item>
      <Form.Item name="toOn" label={say('toOn')} rules={channel === 'people' ? needed : []}>
        <Input type="date" />
      </Form.Item>
      <PersonFields org={org} />
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {say('save')}
      </Button>
    </Form>
  );
}

/** Which of the law's wants is not so, in words. */
function Faults({ error }: { error: unknown }) {
  const say = useTexts(rosterWebTexts);
  const marks = useMarks();
  const codes = error instanceof Problem ? error.fields.map(({ code }) => code) : [];
  const known = faults.filter((one) => codes.includes(one));
  if (known.length === 0) return null;
  return <p className="roster-warn">{marks.list(known.map((one) => say(one)))}</p>;
}

function OrgField(field: { name: 'org' | 'grievancesTo'; label: string; isFixed: boolean }) {
  const say = useTexts(rosterWebTexts);
  const named = useNamed();
  const { counties = [] } = useSession();
  const { data } = useQuery({
    queryKey: ['GET /api/orgs', 'all', counties[0]],
    queryFn: () => allOrgs(counties[0] ?? ''),
  });
  return (
    <Form.Item
      name={field.name}
      label={field.label}
      rules={[{ required: true, message: say('needed') }]}
    >
      <Select
        showSearch
        disabled={field.isFixed}
        optionFilterProp="label"
        options={(data ?? []).map((one) => ({
          value: one.id,
          label: named({ zh: one.nameZh, en: one.nameEn }),
        }))}
      />
    </Form.Item>
  );
}

type Org = Answer<'GET /api/orgs'>['items'][number];

/** A county has some hundreds: all are there to be found by their name. */
async function allOrgs(county: string): Promise<Org[]> {
  const orgs: Org[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = { region: county, limit: 100, ...(cursor && { cursor }) };
    const page = await api('GET /api/orgs', { query });
    orgs.push(...page.items);
    if (page.next === null) return orgs;
    cursor = page.next;
  }
}

function startOf(committee: Committee | null): Partial<Written> {
  if (!committee) {
    return { channel: 'people', level: 'town', grievanceDays: 15, mediators: [] };
  }
  return {
    org: committee.org.id,
    channel: committee.channel,
    level: committee.level,
    chosenBy: committee.chosenBy,
    grievancesTo: committee.grievancesTo.id,
    grievanceDays: committee.grievanceDays,
    feeZh: committee.fee.zh,
    feeEn: committee.fee.en,
    fromOn: committee.fromOn,
    ...(committee.toOn && { toOn: committee.toOn }),
    mediators: committee.mediators.map(({ fromOn: _from, toOn: _to, ...one }) => ({
      ...one,
      isWoman: one.isWoman === true,
      ...(one.post === null ? { post: undefined } : { post: one.post }),
    })),
  };
}

function useSave(committee: Committee | null, onDone: () => void) {
  const say = useTexts(rosterWebTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (written: Written) => {
      const { org, channel, fromOn, feeZh = '', feeEn = '', toOn, mediators, ...rest } = written;
      const isFree = channel === 'people';
      const fields = {
        ...rest,
        fee: isFree ? { zh: '', en: '' } : { zh: feeZh, en: feeEn },
        toOn: toOn || null,
        mediators: mediators.map(({ post, isWoman, ...one }) => ({
          ...one,
          fields: one.fields ?? [],
          languages: one.languages ?? [],
          post: post ?? null,
          isWoman: one.seat === 'hired' ? null : isWoman === true,
        })),
      };
      if (!committee) {
        return api('POST /api/roster/committees', { body: { org, channel, fromOn, ...fields } });
      }
      const { county, id, version } = committee;
      return api('PUT /api/roster/committees/{county}/{id}', {
        params: { county, id },
        body: { ...fields, version },
      });
    },
    onSuccess: () => {
      void message.success(say('saved'));
      void client.invalidateQueries({ queryKey: [LIST] });
      onDone();
    },
  });
}
