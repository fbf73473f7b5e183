/** What a file of borders would change and what is wrong with it: figures, a map, words. */
import { Alert, Button, Empty, Table, Tag } from 'antd';
import { useState } from 'react';
import { Scrollable } from '../../../../web/console/admin/parts.tsx';
import { MapView } from '../../../../web/map/map-view.tsx';
import type { Bounds, Tone } from '../../../../web/map/props.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { placesAdminTexts } from './admin-texts.ts';
import { areaWords } from './area.ts';
import type { Chosen, ShapePreview } from './chosen.ts';
import { PublishShapes } from './publish-shapes.tsx';

type Fault = ShapePreview['faults'][number];
type Border = ShapePreview['map']['features'][number];

export function ShapeReport({
  chosen,
  preview,
  onPublished,
  onCrs,
}: {
  chosen: Chosen;
  preview: ShapePreview;
  onPublished: () => void;
  onCrs: (crs: string) => void;
}) {
  const say = useTexts(placesAdminTexts);
  const [fault, setFault] = useState<Fault | null>(null);
  const { seemsToBe } = preview;
  return (
    <section className="admin-panel import-report" aria-labelledby="import-report">
      <h2 id="import-report">{say('report')}</h2>
      {seemsToBe && (
        <Alert
          type="error"
          role="alert"
          title={say('seemsToBe', { crs: seemsToBe })}
          action={
            <Button onClick={() => onCrs(seemsToBe)}>{say('useIt', { crs: seemsToBe })}</Button>
          }
        />
      )}
      <Figures preview={preview} />
      <ReportMap preview={preview} fault={fault} onFault={setFault} />
      <Faults preview={preview} onShow={setFault} />
      <Changes preview={preview} />
      <PublishShapes chosen={chosen} preview={preview} onPublished={onPublished} />
    </section>
  );
}

function Figures({ preview }: { preview: ShapePreview }) {
  const say = useTexts(placesAdminTexts);
  const figures = [
    ['features', preview.features, ''],
    ['added', preview.added, ''],
    ['changed', preview.changed, ''],
    ['ended', preview.ended, preview.ended > 0 ? 'warn' : ''],
    ['unchanged', preview.unchanged, ''],
    ['errors', preview.errors, preview.errors > 0 ? 'bad' : ''],
    ['warnings', preview.warnings, preview.warnings > 0 ? 'warn' : ''],
    ['areaTotal', areaWords(say, preview.areaM2), ''],
    ['areaBefore', areaWords(say, preview.areaBeforeM2), ''],
  ] as const;
  return (
    <dl className="import-figures">
      {figures.map(([key, value, tone]) => (
        <div key={key} data-tone={tone}>
          <dt>{say(key)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const TONES: Record<Border['properties']['change'], Tone> = {
  added: 'good',
  changed: 'warn',
  ended: 'bad',
  unchanged: 'plain',
};

/** A fault is looked at from some 300 m around. */
const AROUND = 0.003;

function ReportMap({
  preview,
  fault,
  onFault,
}: {
  preview: ShapePreview;
  fault: Fault | null;
  onFault: (fault: Fault) => void;
}) {
  const say = useTexts(placesAdminTexts);
  const named = useNamed();
  const placed = preview.faults.filter((one) => one.at !== null).slice(0, 200);
  const features = preview.map.features.map((one) => ({
    ...one,
    properties: {
      id: one.id,
      tone: TONES[one.properties.change],
      label: one.properties.name || one.id,
    },
  }));
  const corners = preview.map.features.flatMap((one) =>
    one.geometry.coordinates.flat(2).map(([lon, lat]) => ({ lon, lat })),
  );
  const markers = placed.map((one, index) => ({
    id: String(index),
    lon: one.at?.[0] ?? 0,
    lat: one.at?.[1] ?? 0,
    label: `${named(one)} ${one.place ?? ''}`,
    tone: one.severity === 'error' ? ('bad' as const) : ('warn' as const),
    sign: '!',
  }));
  const at = fault?.at ?? null;
  const near: Bounds | null = at && [
    at[0] - AROUND,
    at[1] - AROUND,
    at[0] + AROUND,
    at[1] + AROUND,
  ];
  if (corners.length === 0 && markers.length === 0) return null;
  return (
    <div className="import-map">
      <MapView
        label={say('previewMap')}
        shapes={{ type: 'FeatureCollection', features }}
        markers={markers}
        chosen={fault ? String(placed.indexOf(fault)) : null}
        fitTo={near ?? (corners.length > 0 ? corners : markers)}
        onPick={(picked) => {
          const found = picked.kind === 'marker' ? placed[Number(picked.id)] : undefined;
          if (found) onFault(found);
        }}
      >
        <p className="admin-soft">
          {say('legend')}
          {preview.undrawn > 0 && ` · ${say('undrawn', { count: preview.undrawn })}`}
        </p>
      </MapView>
    </div>
  );
}

function Faults({ preview, onShow }: { preview: ShapePreview; onShow: (fault: Fault) => void }) {
  const say = useTexts(placesAdminTexts);
  const named = useNamed();
  const { faults } = preview;
  const count = preview.errors + preview.warnings;
  if (count === 0) return <Alert type="success" title={say('noFaults')} />;
  return (
    <>
      <h3>{say('faults')}</h3>
      {faults.length < count && <p>{say('firstFaults', { count: faults.length })}</p>}
      <Scrollable label={say('faults')}>
        <Table<Fault>
          size="small"
          rowKey={(one) =>
            [one.code, one.feature, one.place, ...one.others, ...(one.at ?? [])].join(' ')
          }
          dataSource={faults}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            {
              title: say('fault'),
              render: (_, one) => (
                <>
                  <Tag color={one.severity === 'error' ? 'error' : 'warning'}>
                    {say(one.severity)}
                  </Tag>{' '}
                  {named(one)}
                </>
              ),
            },
            { title: say('feature'), render: (_, one) => one.feature || '' },
            { title: say('place'), render: (_, one) => <code>{one.place}</code> },
            { title: say('others'), render: (_, one) => one.others.slice(0, 6).join(' ') },
            {
              title: say('area'),
              render: (_, one) => (one.areaM2 === null ? '' : areaWords(say, one.areaM2)),
            },
            {
              title: say('map'),
              render: (_, one) =>
                one.at && (
                  <Button size="small" type="link" onClick={() => onShow(one)}>
                    {say('showOnMap')}
                  </Button>
                ),
            },
          ]}
        />
      </Scrollable>
    </>
  );
}

function Changes({ preview }: { preview: ShapePreview }) {
  const say = useTexts(placesAdminTexts);
  const changed = preview.map.features.filter((one) => one.properties.change !== 'unchanged');
  const delta = ({ properties }: Border) => properties.areaM2 - (properties.areaBeforeM2 ?? 0);
  const rows = [...changed].sort((a, b) => Math.abs(delta(b)) - Math.abs(delta(a)));
  return (
    <>
      <h3>{say('changes')}</h3>
      <Scrollable label={say('changes')}>
        <Table<Border>
          size="small"
          rowKey="id"
          dataSource={rows}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{ emptyText: <Empty description={say('closedSame')} /> }}
          columns={[
            { title: say('code'), render: (_, one) => <code>{one.id}</code> },
            { title: say('name'), render: (_, one) => one.properties.name },
            { title: say('change'), render: (_, one) => <Tag>{say(one.properties.change)}</Tag> },
            {
              title: say('areaBefore'),
              render: (_, { properties: { areaBeforeM2 } }) =>
                areaBeforeM2 === null ? '—' : areaWords(say, areaBeforeM2),
            },
            {
              title: say('areaChange'),
              render: (_, one) => `${delta(one) > 0 ? '+' : ''}${areaWords(say, delta(one))}`,
            },
          ]}
        />
      </Scrollable>
    </>
  );
}
