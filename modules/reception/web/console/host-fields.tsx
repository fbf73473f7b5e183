/** Who receives on a day: organisations, and officials as they are published. */
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { type Answer, api, read } from '../../../../web/api.ts';
import { useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { deskTexts } from './texts.ts';

export function HostFields() {
  const say = useTexts(deskTexts);
  return (
    <section aria-labelledby="reception-hosts">
      <h3 id="reception-hosts">{say('hosts')}</h3>
      <Form.List name="hosts">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <fieldset key={key} className="reception-host">
                <legend>{say('host', { at: name + 1 })}</legend>
                <HostRow at={name} />
                {fields.length > 1 && (
                  <Button
                    aria-label={say('dropHost', { at: name + 1 })}
                    onClick={() => remove(name)}
                  >
                    {say('dropHost', { at: name + 1 })}
                  </Button>
                )}
              </fieldset>
            ))}
            <Button onClick={() => add({})}>{say('addHost')}</Button>
          </>
        )}
      </Form.List>
    </section>
  );
}

function HostRow({ at }: { at: number }) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const { counties = [] } = useSession();
  const orgs = useQuery({
    queryKey: ['GET /api/orgs', 'all', counties[0]],
    queryFn: () => allOrgs(counties[0] ?? ''),
  });
  return (
    <div className="reception-row">
      <Form.Item
        name={[at, 'org']}
        label={say('org')}
        rules={[{ required: true, message: say('needed') }]}
      >
        <Select
          showSearch
          optionFilterProp="label"
          options={(orgs.data ?? []).map((one) => ({
            value: one.id,
            label: named({ zh: one.nameZh, en: one.nameEn }),
          }))}
        />
      </Form.Item>
      <PostField at={at} />
      <Form.Item name={[at, 'name']} label={say('hostName')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name={[at, 'duty']} label={say('duty')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={[at, 'dutyEn']} label={say('dutyEn')}>
        <Input maxLength={120} />
      </Form.Item>
    </div>
  );
}

function PostField({ at }: { at: number }) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const org: unknown = Form.useWatch(['hosts', at, 'org']);
  const id = typeof org === 'string' ? org : '';
  const posts = useQuery({
    ...read('GET /api/orgs/{id}/posts', { params: { id } }),
    enabled: id !== '',
  });
  return (
    <Form.Item name={[at, 'post']} label={say('post')}>
      <Select
        allowClear
        optionFilterProp="label"
        options={(posts.data?.items ?? []).map(({ id: value, title, role }) => ({
          value,
          label: title || named(role),
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
