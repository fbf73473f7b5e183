/** One named place: its words, and its door on the map. */
import { useMutation } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '../../../../../web/api.ts';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { MapView } from '../../../../../web/map/map-view.tsx';
import type { LonLat } from '../../../../../web/map/props.ts';
import { useSession } from '../../../../../web/session.ts';
import { sharedTexts } from '../../../../../web/shared-texts.ts';
import { useMarks, useTexts } from '../../../../../web/texts.ts';
import { Later } from '../../../../../web/ui/later.tsx';
import { type NamedPlace, placeKinds } from './kinds.ts';
import { namedPlaceTexts } from './texts.ts';

type Fields = {
  kind: NamedPlace['kind'];
  name: string;
  aliases: string;
  address: string;
  ownCode: string;
};

type About = {
  place: NamedPlace | null;
  onClose: () => void;
  onDone: (words: string) => void;
};

export function PlaceForm({ place, onClose, onDone }: About) {
  const say = useTexts(namedPlaceTexts);
  return (
    <Drawer open title={say(place ? 'edit' : 'add')} size="large" onClose={onClose} destroyOnHidden>
      <Later>
        <PlaceInside {...{ place, onClose, onDone }} />
      </Later>
    </Drawer>
  );
}

function PlaceInside({ place, onClose, onDone }: About) {
  const say = useTexts(namedPlaceTexts);
  const shared = useTexts(sharedTexts);
  const marks = useMarks();
  const { counties } = useSession();
  const [point, setPoint] = useState<LonLat | null>(place?.point ?? null);
  const [isPointMissing, setPointMissing] = useState(false);
  const save = useMutation({
    mutationFn: (fields: Fields) => send(place, fields, point),
    onSuccess: ({ name }) => onDone(say('saved', { name })),
  });
  return (
    <Form<Fields>
      layout="vertical"
      initialValues={{
        kind: place?.kind ?? 'building',
        name: place?.name ?? '',
        aliases: marks.apart(place?.aliases ?? []),
        address: place?.address ?? '',
        ownCode: '',
      }}
      onFinish={(fields) => {
        setPointMissing(point === null);
        if (point) save.mutate(fields);
      }}
    >
      <PlaceFields isNew={place === null} />
      <div>
        <p className="places-label">{say('place')}</p>
        <p>{say('placeHelp')}</p>
        <MapView
          label={say('place')}
          county={counties?.[0]}
          center={place?.point}
          zoom={17}
          layers={['regions', 'grids']}
          mayLocate
          onPin={(at) => {
            setPoint(at);
            setPointMissing(false);
          }}
        />
        <p className="places-soft" aria-live="polite">
          {point ? `${point.lon.toFixed(6)}, ${point.lat.toFixed(6)}` : ''}
        </p>
        {isPointMissing && (
          <p role="alert" className="places-bad">
            {say('placeMissing')}
          </p>
        )}
      </div>
      <ProblemNotice error={save.error} />
      <div className="places-buttons">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {shared('save')}
        </Button>
        <Button onClick={onClose}>{shared('cancel')}</Button>
      </div>
    </Form>
  );
}

function PlaceFields({ isNew }: { isNew: boolean }) {
  const say = useTexts(namedPlaceTexts);
  return (
    <>
      <Form.Item
        name="name"
        label={say('name')}
        rules={[{ required: true, whitespace: true, message: say('nameMissing') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="kind" label={say('kind')}>
        <Select options={placeKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))} />
      </Form.Item>
      <Form.Item name="address" label={say('address')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="aliases" label={say('aliases')}>
        <Input maxLength={300} />
      </Form.Item>
      {isNew && (
        <Form.Item name="ownCode" label={say('ownCode')} extra={say('ownCodeHelp')}>
          <Input maxLength={20} />
        </Form.Item>
      )}
    </>
  );
}

function send(place: NamedPlace | null, fields: Fields, point: LonLat | null) {
  const { kind, name, address } = fields;
  const aliases = fields.aliases
    .split(/[;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const words = { kind, name: name.trim(), address: address.trim(), aliases };
  if (!place) {
    const ownCode = fields.ownCode.trim().toUpperCase();
    const at = point ?? { lon: 0, lat: 0 };
    return api('POST /api/places', { body: { ...words, point: at, ...(ownCode && { ownCode }) } });
  }
  const isMoved = point && (point.lon !== place.point.lon || point.lat !== place.point.lat);
  return api('PATCH /api/places/{code}', {
    params: { code: place.code },
    body: { ...words, ...(isMoved && { point }) },
  });
}
