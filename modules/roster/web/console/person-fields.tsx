/** The people of a committee within its form: who, as what, in which fields and languages. */
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { read } from '../../../../web/api.ts';
import { useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { rosterWebTexts } from '../texts.ts';
import { type Committee, LIST } from './committees.ts';

type Kept = Committee['mediators'][number];
export type PersonWritten = {
  id?: string;
  name: string;
  seat: Kept['seat'];
  isWoman?: boolean;
  post?: string | undefined;
  fields?: string[];
  languages?: Kept['languages'];
  loadMost: number;
};

const seats = ['chair', 'deputy', 'member', 'hired'] as const;
const languages = [
  'putonghua',
  'wu',
  'cantonese',
  'minnan',
  'hakka',
  'sichuan',
  'uyghur',
  'tibetan',
  'mongolian',
  'zhuang',
  'korean',
  'english',
  'signLanguage',
] as const;

export function PersonFields({ org }: { org: string | undefined }) {
  const say = useTexts(rosterWebTexts);
  return (
    <fieldset>
      <legend>{say('people_')}</legend>
      <Form.List name="mediators">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <div key={key} className="roster-person">
                <Person row={name} org={org} />
                <Button
                  danger
                  size="small"
                  aria-label={say('dropPerson', { count: name + 1 })}
                  onClick={() => remove(name)}
                >
                  {say('drop')}
                </Button>
              </div>
            ))}
            <p>
              <Button
                onClick={() =>
                  add({ seat: 'member', loadMost: 10, fields: [], languages: ['putonghua'] })
                }
              >
                {say('addPerson')}
              </Button>
            </p>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function Person({ row, org }: { row: number; org: string | undefined }) {
  const say = useTexts(rosterWebTexts);
  const needed = [{ required: true, message: say('needed') }];
  const fields = useFields();
  const posts = usePosts(org);
  return (
    <>
      <Form.Item name={[row, 'id']} hidden>
        <Input aria-label={say('name')} />
      </Form.Item>
      <Form.Item name={[row, 'name']} label={say('name')} rules={needed}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name={[row, 'seat']} label={say('seat')} rules={needed}>
        <Select options={seats.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      <Form.Item name={[row, 'isWoman']} valuePropName="checked">
        <Checkbox>{say('isWoman')}</Checkbox>
      </Form.Item>
      <Form.Item name={[row, 'post']} label={say('post')}>
        <Select allowClear options={posts} />
      </Form.Item>
      <Form.Item name={[row, 'fields']} label={say('fields')}>
        <Select mode="multiple" optionFilterProp="label" options={fields} />
      </Form.Item>
      <Form.Item name={[row, 'languages']} label={say('languages')}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={languages.map((value) => ({ value, label: say(value) }))}
        />
      </Form.Item>
      <Form.Item name={[row, 'loadMost']} label={say('loadMost')} rules={needed}>
        <InputNumber min={1} max={200} precision={0} />
      </Form.Item>
    </>
  );
}

function useFields() {
  const named = useNamed();
  const { counties = [] } = useSession();
  const query = { county: counties[0] ?? '' };
  const { data } = useQuery(read(LIST, { query }));
  return (data?.fields ?? []).map((one) => ({ value: one.code, label: named(one) }));
}

/** Who keeps the roster holds no matters: the posts come from the list of accounts. */
function usePosts(org: string | undefined) {
  const { data } = useQuery({
    ...read('GET /api/posts', { query: { orgId: org ?? '' } }),
    enabled: org !== undefined,
  });
  return (data?.items ?? []).map(({ id, title, role }) => ({ value: id, label: title || role.zh }));
}
