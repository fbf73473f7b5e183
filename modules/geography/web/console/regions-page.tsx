/** The tree of regions on a day, with borders on a map and the grids. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Breadcrumb, Button, Empty, Input, Space, Table } from 'antd';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import { Scrollable } from '../../../../web/console/admin/parts.tsx';
import { ConsoleTitle, ProblemNotice } from '../../../../web/console/states.tsx';
import { MapView } from '../../../../web/map/map-view.tsx';
import { consolePaths } from '../../../../web/paths.ts';
import { useSearchState } from '../../../../web/router.tsx';
import { useSession } from '../../../../web/session.ts';
import { useTexts } from '../../../../web/texts.ts';
import { placesAdminTexts } from './admin-texts.ts';
import { areaWords } from './area.ts';
import '../../../../web/console/admin/admin.css';

type Region = Answer<'GET /api/regions'>['items'][number];

export function RegionsPage() {
  const say = useTexts(placesAdminTexts);
  const { regions = [] } = useSession();
  const [search, change] = useSearchState();
  const top = (regions[0] ?? '').slice(0, 12);
  const code = search.region ?? top;
  const on = search.on;
  return (
    <>
      <ConsoleTitle name={say('regions')}>
        <Link to={consolePaths.adminBoundaries}>{say('toImport')}</Link>
      </ConsoleTitle>
      <p className="admin-soft">{say('regionsHelp')}</p>
      <Space wrap className="admin-bar">
        <label>
          {say('on')}{' '}
          <Input
            type="date"
            style={{ width: 'auto' }}
            value={on ?? ''}
            onChange={(event) => change({ on: event.target.value || undefined })}
          />
        </label>
        <FindRegion under={top} on={on} onFound={(region) => change({ region })} />
      </Space>
      <Chain code={code} top={top} on={on} />
      <div className="admin-split">
        <div className="admin-panel">
          <Below code={code} on={on} onChoose={(region) => change({ region })} />
        </div>
        <div>
          <Borders code={code} on={on} onChoose={(region) => change({ region })} />
          <Grids code={code} on={on} />
        </div>
      </div>
    </>
  );
}

function FindRegion({
  under,
  on,
  onFound,
}: {
  under: string;
  on: string | undefined;
  onFound: (code: string) => void;
}) {
  const say = useTexts(placesAdminTexts);
  const [words, setWords] = useState('');
  const q = words.trim();
  const found = useQuery({
    ...read('GET /api/regions', { query: { q, under, limit: 20, ...(on && { on }) } }),
    enabled: q !== '',
  });
  return (
    <div>
      <Input.Search
        allowClear
        aria-label={say('find')}
        placeholder={say('find')}
        onSearch={setWords}
      />
      {q !== '' && found.data && (
        <ul className="admin-list" aria-live="polite">
          {found.data.items.length === 0 && <li>{say('noneFound')}</li>}
          {found.data.items.map((region) => (
            <li key={region.code}>
              <Button
                type="link"
                onClick={() => {
                  setWords('');
                  onFound(region.code);
                }}
              >
                {region.name} {region.code}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const WIDTHS = [2, 4, 6, 9, 12];

function Chain({ code, top, on }: { code: string; top: string; on: string | undefined }) {
  const say = useTexts(placesAdminTexts);
  const [, change] = useSearchState();
  const codes = WIDTHS.filter((width) => width >= top.length && width <= code.length).map((width) =>
    code.slice(0, width),
  );
  const chain = useQuery({
    queryKey: ['regions.chain', codes.join(), on],
    queryFn: async () => {
      const found = codes.map((one) =>
        api('GET /api/regions', { query: { code: one, ...(on && { on }) } }),
      );
      return (await Promise.all(found)).flatMap((page) => page.items);
    },
  });
  if (chain.error) return <ProblemNotice error={chain.error} />;
  return (
    <nav aria-label={say('chain')}>
      <Breadcrumb
        items={(chain.data ?? []).map((region) => ({
          key: region.code,
          title: (
            <Button type="link" size="small" onClick={() => change({ region: region.code })}>
              {region.name}
            </Button>
          ),
        }))}
      />
    </nav>
  );
}

function Below({
  code,
  on,
  onChoose,
}: {
  code: string;
  on: string | undefined;
  onChoose: (code: string) => void;
}) {
  const say = useTexts(placesAdminTexts);
  const below = useQuery({
    queryKey: ['regions.below', code, on],
    queryFn: () => allBelow(code, on),
  });
  return (
    <>
      <h2>{say('below')}</h2>
      <ProblemNotice error={below.error} />
      {below.data?.length === 0 && <Empty description={say('noneBelow')} />}
      <ul className="admin-list">
        {(below.data ?? []).map((region) => (
          <li key={region.code}>
            <Button type="link" size="small" onClick={() => onChoose(region.code)}>
              {region.name}
            </Button>{' '}
            <span className="admin-soft admin-code">{region.code}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A town has at most some hundred villages; ten pages are enough for any region. */
async function allBelow(parent: string, on: string | undefined): Promise<Region[]> {
  const found: Region[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 10; page += 1) {
    const query = { parent, limit: 100, ...(on && { on }), ...(cursor && { cursor }) };
    const answer = await api('GET /api/regions', { query });
    found.push(...answer.items);
    if (answer.next === null) break;
    cursor = answer.next;
  }
  return found;
}

function Borders({
  code,
  on,
  onChoose,
}: {
  code: string;
  on: string | undefined;
  onChoose: (code: string) => void;
}) {
  const say = useTexts(placesAdminTexts);
  const level = code.length >= 9 ? 'grid' : code.length >= 6 ? 'town' : undefined;
  const borders = useQuery({
    ...read('GET /api/boundaries', {
      query: { region: code, limit: 100, ...(level && { level }), ...(on && { on }) },
    }),
  });
  const features = borders.data?.features ?? [];
  const shapes = {
    type: 'FeatureCollection' as const,
    features: features.map((feature) => ({
      ...feature,
      properties: { id: feature.id, label: feature.properties.name, tone: 'brand' },
    })),
  };
  const points = features.flatMap((feature) =>
    feature.geometry.coordinates.flat(2).map(([lon, lat]) => ({ lon, lat })),
  );
  if (borders.data && features.length === 0) return <Empty description={say('noBorder')} />;
  return (
    <MapView
      label={say('map')}
      shapes={shapes}
      fitTo={points}
      onPick={(picked) => {
        if (picked.kind === 'shape' && picked.id.length <= 12) onChoose(picked.id);
      }}
    >
      <details>
        <summary>{say('area')}</summary>
        <ul className="admin-list">
          {features.map(({ id, properties }) => (
            <li key={id}>
              {properties.name} {id} · {areaWords(say, properties.areaM2)} · {say('since')}{' '}
              {properties.validFrom}
            </li>
          ))}
        </ul>
      </details>
    </MapView>
  );
}

function Grids({ code, on }: { code: string; on: string | undefined }) {
  const say = useTexts(placesAdminTexts);
  const { items } = useSuspenseQuery(
    read('GET /api/grids', { query: { region: code, limit: 100, ...(on && { on }) } }),
  ).data;
  return (
    <section className="admin-panel" aria-labelledby="grids-here">
      <h2 id="grids-here">{say('grids')}</h2>
      <Scrollable label={say('grids')}>
        <Table
          size="small"
          rowKey="code"
          dataSource={items}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{ emptyText: <Empty description={say('noGrids')} /> }}
          columns={[
            { title: say('code'), render: (_, grid) => <code>{grid.code}</code> },
            { title: say('name'), dataIndex: 'name' },
            { title: say('gridKind'), render: (_, grid) => say(grid.kind) },
            { title: say('worker'), dataIndex: 'workerPublicName' },
            { title: say('dutyPhone'), dataIndex: 'dutyPhone' },
          ]}
        />
      </Scrollable>
    </section>
  );
}
