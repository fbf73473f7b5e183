/** The place by words, or on the map. */
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { MapView } from '../../../../../web/map/map-view.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { type Draft, type Point, placeFound } from '../../report/draft.ts';
import { useSettled } from '../../report/preview.ts';
import { regionWords } from '../../report/regions.ts';
import type { FormProps } from './form.tsx';
import { registerTexts } from './texts.ts';

const FOUND_MAX = 12;

type PlaceProps = Pick<FormProps, 'entry' | 'county'> & {
  fault: string | undefined;
  onReport: (change: Partial<Draft>) => void;
};

export function PlaceField({ entry, county, fault, onReport }: PlaceProps) {
  const say = useTexts(registerTexts);
  const [isMap, setMap] = useState(false);
  const { place, address } = entry.report;
  return (
    <>
      <Form.Item
        label={say('place')}
        htmlFor="register-place"
        help={fault}
        validateStatus={fault ? 'error' : ''}
      >
        <div className="register-line">
          <Search county={county} name={place?.name ?? null} onReport={onReport} />
          <Button onClick={() => setMap(!isMap)} aria-expanded={isMap}>
            {say('onMap')}
          </Button>
        </div>
      </Form.Item>
      {isMap && (
        <PinMap
          county={county}
          start={place && place.by !== 'region' ? place.point : undefined}
          onUse={(point, name) => {
            onReport({ place: { by: 'map', point, name } });
            setMap(false);
          }}
        />
      )}
      <Form.Item label={say('address')} htmlFor="register-address">
        <Input
          id="register-address"
          maxLength={200}
          value={address}
          onChange={({ target }) => onReport({ address: target.value })}
        />
      </Form.Item>
    </>
  );
}

function Search(search: {
  county: string;
  name: string | null;
  onReport: (change: Partial<Draft>) => void;
}) {
  const say = useTexts(registerTexts);
  const [words, setWords] = useState('');
  const q = useSettled(words.trim());
  const query = { q, county: search.county, limit: FOUND_MAX };
  const found = useQuery({ ...read('GET /api/places', { query }), enabled: q !== '' });
  const items = q === '' ? [] : (found.data?.items ?? []);
  return (
    <Select
      id="register-place"
      className="register-grow"
      // Inside the page's own landmark: else screen readers find it after the footer.
      getPopupContainer={({ parentElement }) => parentElement ?? document.body}
      showSearch={{ filterOption: false, onSearch: setWords, searchValue: words }}
      value={search.name}
      placeholder={say('placeSearch')}
      notFoundContent={q === '' ? null : say('placeNone')}
      options={items.map((one) => ({
        value: one.code,
        label: `${one.name}　${one.regionNames}${one.address}`,
      }))}
      onChange={(code) => {
        const one = items.find((item) => item.code === code);
        if (one) search.onReport({ place: placeFound(one) });
        setWords('');
      }}
    />
  );
}

const STREET_ZOOM = 15;

function PinMap(map: {
  county: string;
  start: Point | undefined;
  onUse: (point: Point, name: string) => void;
}) {
  const say = useTexts(registerTexts);
  // Where the view begins stays: a change would pull the map from under the hand.
  const [start] = useState(map.start);
  const [pin, setPin] = useState<Point | null>(null);
  const query = { lon: pin?.lon ?? 0, lat: pin?.lat ?? 0 };
  const located = useQuery({ ...read('GET /api/locate', { query }), enabled: pin !== null }).data;
  const name = located ? regionWords(located) : '';
  return (
    <div className="register-map">
      <MapView
        label={say('onMap')}
        county={map.county}
        center={start}
        zoom={start ? STREET_ZOOM : undefined}
        layers={['regions']}
        onPin={setPin}
      >
        <p aria-live="polite">{name}</p>
      </MapView>
      <Button
        type="primary"
        disabled={!pin || !located?.county}
        onClick={() => pin && map.onUse(pin, name)}
      >
        {say('mapUse')}
      </Button>
    </div>
  );
}
