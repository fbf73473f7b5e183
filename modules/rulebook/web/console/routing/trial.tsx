/** Where something would go: asked of the server, which uses the very rules that acts use. */
import { useMutation } from '@tanstack/react-query';
import { Button, DatePicker, Form, Input, Switch, Table, Tag } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../../../../web/api.ts';
import { Scrollable } from '../../../../../web/console/admin/parts.tsx';
import { RegionSelect } from '../../../../../web/console/admin/region-select.tsx';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { useMarks, useNamed, useTexts } from '../../../../../web/texts.ts';
import { CategorySelect } from '../category-select.tsx';
import { rulebookPageTexts } from '../texts.ts';
import type { RoutingDocument } from '../words.ts';
import '../rulebook.css';

type Tried = Answer<'POST /api/rulebook/routing/try'>;
type Asked = {
  category?: string;
  text?: string;
  region?: string;
  point?: string;
  at?: { format: (pattern: string) => string };
};

export function RouteTrial({ county, draft }: { county: string; draft: RoutingDocument | null }) {
  const say = useTexts(rulebookPageTexts);
  const [form] = Form.useForm<Asked>();
  const tried = useMutation({ mutationFn: (asked: Asked) => tryRoute(asked, draft) });
  return (
    <section className="admin-panel" aria-labelledby="route-trial">
      <h2 id="route-trial">{say('tryRoute')}</h2>
      <p className="admin-soft">{draft ? say('tryDraft') : say('tryHelp')}</p>
      <Form<Asked>
        name="trial"
        form={form}
        layout="vertical"
        className="rule-form"
        onFinish={(asked) => tried.mutate(asked)}
      >
        <Form.Item
          name="region"
          label={say('place')}
          dependencies={['point']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, region: unknown) =>
                region || getFieldValue('point')
                  ? Promise.resolve()
                  : Promise.reject(new Error(say('placeNeeded'))),
            }),
          ]}
        >
          <RegionSelect under={county.slice(0, 6)} placeholder={say('placeHint')} />
        </Form.Item>
        <Form.Item
          name="point"
          label={say('point')}
          rules={[
            {
              pattern: /^\s*\d{2,3}(\.\d+)?\s*[,，]\s*\d{1,2}(\.\d+)?\s*$/,
              message: say('pointWrong'),
            },
          ]}
        >
          <Input placeholder="121.17,30.89" inputMode="decimal" />
        </Form.Item>
        <Form.Item name="category" label={say('category')}>
          <CategorySelect county={county} />
        </Form.Item>
        <Form.Item name="text" label={say('words')} extra={say('wordsHint')}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="at" label={say('at')}>
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
        <Form.Item label=" " colon={false}>
          <Button type="primary" htmlType="submit" loading={tried.isPending}>
            {say('doTry')}
          </Button>
        </Form.Item>
      </Form>
      <div aria-live="polite">
        <ProblemNotice error={tried.error} />
        {tried.data && <Outcome tried={tried.data} />}
      </div>
    </section>
  );
}

function tryRoute(asked: Asked, draft: RoutingDocument | null): Promise<Tried> {
  const { category, text, region, at } = asked;
  const [lon, lat] = (asked.point ?? '').split(/[,，]/).map(Number);
  const point = lon && lat ? { lon, lat } : undefined;
  return api('POST /api/rulebook/routing/try', {
    body: {
      ...(point ? { point } : region && { region }),
      ...(category && { category }),
      ...(text?.trim() && { text: text.trim() }),
      ...(at && { at: `${at.format('YYYY-MM-DDTHH:mm')}:00+08:00` }),
      ...(draft && { draft }),
    },
  });
}

const VERDICTS = {
  taken: { words: 'taken', color: 'success' },
  behind: { words: 'behind', color: 'processing' },
  noOrg: { words: 'noOrg', color: 'warning' },
  category: { words: 'notCategory', color: 'default' },
  region: { words: 'notRegion', color: 'default' },
  hours: { words: 'notHours', color: 'default' },
} as const;

function Outcome({ tried }: { tried: Tried }) {
  const say = useTexts(rulebookPageTexts);
  const named = useNamed();
  const marks = useMarks();
  const [isAll, setAll] = useState(false);
  const near = tried.rules.filter((rule) => rule.verdict !== 'category');
  const shown = isAll || near.length === 0 ? tried.rules : near;
  return (
    <>
      <h3>{tried.org ? say('leadsTo', { org: named(tried.org) }) : say('leadsNowhere')}</h3>
      <ul className="rule-facts">
        <li>{named(tried.why)}</li>
        <li>
          {tried.version === null ? say('byDraft') : say('byVersion', { version: tried.version })}
        </li>
        <li>
          {say('atPlace', { name: tried.place.name })}
          {tried.place.grid && ` · ${say('inGrid', { grid: tried.place.grid })}`}
        </li>
        <li>
          {tried.category ? say('asCategory', { name: named(tried.category) }) : say('noCategory')}
          {tried.category && tried.category.hits.length > 0
            ? ` · ${say('guessed', { hits: marks.list(tried.category.hits) })}`
            : ''}
        </li>
        <li>{tried.isOfficeTime ? say('inHours') : say('outHours')}</li>
      </ul>
      <div className="admin-bar">
        <h3>{say('judged', { count: tried.ruleCount })}</h3>
        {near.length > 0 && (
          <span>
            <Switch
              size="small"
              checked={!isAll}
              onChange={(isNear) => setAll(!isNear)}
              aria-label={say('nearOnly')}
            />{' '}
            {say('nearOnly')}
          </span>
        )}
      </div>
      <Scrollable label={say('judged', { count: tried.ruleCount })}>
        <Table
          size="small"
          rowKey="id"
          dataSource={shown}
          pagination={shown.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          columns={[
            {
              title: say('verdict'),
              render: (_, { verdict }) => (
                <Tag color={VERDICTS[verdict].color}>{say(VERDICTS[verdict].words)}</Tag>
              ),
            },
            { title: say('rules'), render: (_, rule) => named(rule) },
            { title: say('ruleId'), render: (_, { id }) => <code>{id}</code> },
            { title: say('goesTo'), render: (_, { org }) => named(org) },
          ]}
        />
      </Scrollable>
    </>
  );
}
