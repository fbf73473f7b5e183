/** A patrol point is written: what to look at, how often, and where. Its place does not change. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, AutoComplete, Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api, read } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { MapView } from '../../../../web/map/map-view.tsx';
import type { LonLat } from '../../../../web/map/props.ts';
import { useSession } from '../../../../web/session.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Later } from '../../../../web/ui/later.tsx';
import { pointsTexts } from '../texts.ts';
import { type PatrolPoint, useChange } from './points.ts';

type Written = Pick<PatrolPoint, 'name' | 'lookFor' | 'every'>;
type Placed = { point: LonLat; placeCode: string | null };

const everies = ['day', 'week', 'month', 'quarter'] as const;

export function PointForm({ point, onClose }: { point: PatrolPoint | null; onClose: () => void }) {
  const say = useTexts(pointsTexts);
  return (
    <Drawer
      open
      title={say(point ? 'change' : 'add')}
      size="large"
      onClose={onClose}
      destroyOnHidden
    >
      <Later>
        <Fields point={point} onDone={onClose} />
      </Later>
    </Drawer>
  );
}

function Fields({ point, onDone }: { point: PatrolPoint | null; onDone: () => void }) {
  const say = useTexts(pointsTexts);
  const [form] = Form.useForm<Written>();
  const [placed, setPlaced] = useState<Placed | null>(null);
  const [isMissing, setMissing] = useState(false);
  const change = useChange(onDone);
  const add = useAdd(onDone);
  const finish = (written: Written) => {
    setMissing(!point && !placed);
    if (point) change.mutate({ ...point, ...written, lookFor: written.lookFor ?? '' });
    else if (placed) add.mutate({ written, placed });
  };
  return (
    <Form<Written>
      name="point"
      form={form}
      layout="vertical"
      initialValues={point ?? { name: '', lookFor: '', every: 'week' }}
      onFinish={finish}
    >
      <ProblemNotice error={change.error ?? add.error} />
      <Form.Item
        name="name"
        label={say('name')}
        rules={[{ required: true, whitespace: true, message: say('nameNeeded') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="lookFor" label={say('lookFor')}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <Form.Item name="every" label={say('every')}>
        <Select options={everies.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      {!point && (
        <Where
          placed={placed}
          onPlace={(next, name) => {
            setPlaced(next);
            setMissing(false);
            if (name && !form.getFieldValue('name')) form.setFieldValue('name', name);
          }}
        />
      )}
      {isMissing && (
        <p role="alert" className="patrol-late">
          {say('placeMissing')}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={change.isPending || add.isPending}>
        {say('save')}
      </Button>
    </Form>
  );
}

/** By words from the register of places, or by the map. */
function Where({
  placed,
  onPlace,
}: {
  placed: Placed | null;
  onPlace: (placed: Placed, name?: string) => void;
}) {
  const say = useTexts(pointsTexts);
  const { counties } = useSession();
  const county = counties?.[0];
  const [words, setWords] = useState('');
  const [center, setCenter] = useState<LonLat | undefined>();
  const asked = { q: words, ...(county && { county }) };
  const found = useQuery({
    ...read('GET /api/places', { query: asked }),
    enabled: words.trim().length > 1,
  }).data?.items;
  const options = (found ?? []).map((place) => ({
    value: place.code,
    label: `${place.name} · ${place.address || place.regionNames}`,
  }));
  const choose = (code: string) => {
    const place = found?.find((one) => one.code === code);
    if (!place) return;
    setWords(place.name);
    setCenter(place.point);
    onPlace({ point: place.point, placeCode: place.code }, place.name);
  };
  return (
    <div>
      <p>
        <strong>{say('place')}</strong>
      </p>
      <AutoComplete
        className="patrol-find"
        aria-label={say('placeFind')}
        placeholder={say('placeFind')}
        value={words}
        options={options}
        onSearch={setWords}
        onSelect={choose}
      />
      <p className="patrol-soft">{say('placeHelp')}</p>
      <MapView
        label={say('place')}
        county={county}
        center={center}
        zoom={15}
        layers={['regions', 'grids']}
        onPin={(at) => onPlace({ point: at, placeCode: codeAt(placed, at) })}
      />
      <p className="patrol-soft" aria-live="polite">
        {placed && `${placed.point.lon.toFixed(5)}, ${placed.point.lat.toFixed(5)}`}
      </p>
    </div>
  );
}

const SAME_DEG = 0.0002;

/** The map comes to rest on the place that was chosen; moved away it is another. */
function codeAt(placed: Placed | null, at: LonLat): string | null {
  if (!placed) return null;
  const { lon, lat } = placed.point;
  const isSame = Math.abs(lon - at.lon) < SAME_DEG && Math.abs(lat - at.lat) < SAME_DEG;
  return isSame ? placed.placeCode : null;
}

function useAdd(onDone: () => void) {
  const say = useTexts(pointsTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [key] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: ({ written, placed }: { written: Written; placed: Placed }) => {
      const { point, placeCode } = placed;
      const body = { ...written, lookFor: written.lookFor ?? '', point };
      const whole = { ...body, ...(placeCode && { placeCode }) };
      return api('POST /api/patrol/points', { body: whole }, { key });
    },
    onSuccess: () => {
      void message.success(say('saved'));
      void client.invalidateQueries({ queryKey: ['GET /api/patrol/points'] });
      onDone();
    },
  });
}
