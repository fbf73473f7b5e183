/** Where it is: by the photo, the device, a search, the map, or only the town. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Problem, read } from '../../../../../web/api.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { lazyPart } from '../../../../../web/ui/lazy-part.tsx';
import { Button, Field, Notice } from '../../../../../web/ui/parts.tsx';
import type { DraftPlace, Point } from '../../report/draft.ts';
import { regionWords } from '../../report/regions.ts';
import { NextButton, type StepProps, useGapText } from './parts.tsx';
import { PlaceSearch } from './place-search.tsx';
import { reportTexts } from './texts.ts';
import { TownChoice } from './town-choice.tsx';

// The map is ten times the rest of this page: only who wants it waits for it.
const PlaceMap = lazyPart(async () => (await import('./place-map.tsx')).PlaceMap);

export function PlaceStep({ handle, county, gaps, onNext }: StepProps) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  const gapText = useGapText();
  const { draft, change, photos } = handle;
  const [way, setWay] = useState<'map' | 'town' | null>(null);
  const choose = useChoosing(draft.place, (place) => {
    change({ place });
    setWay(null);
  });
  const taken = photos.find(({ point }) => point)?.point ?? null;
  const gap = gaps.find(({ step }) => step === 'place');
  return (
    <div id="report-place" tabIndex={-1}>
      {gap && <p className="field-error">{gapText(gap, named)}</p>}
      {draft.place && <Chosen place={draft.place} />}
      {taken && draft.place?.by !== 'photo' && <OfPhoto point={taken} onChoose={choose} />}
      <Here onChoose={choose} />
      <PlaceSearch county={county} onChoose={choose} />
      <div className="report-ways">
        <Button
          look="plain"
          aria-expanded={way === 'map'}
          onClick={() => setWay(way === 'map' ? null : 'map')}
        >
          {say('onMap')}
        </Button>
        <Button
          look="plain"
          aria-expanded={way === 'town'}
          onClick={() => setWay(way === 'town' ? null : 'town')}
        >
          {say('onlyTown')}
        </Button>
      </div>
      {way === 'map' && <PlaceMap county={county} place={draft.place} onChoose={choose} />}
      {way === 'town' && (
        <TownChoice county={county} place={draft.place} onChoose={(place) => change({ place })} />
      )}
      <Field label={say('address')} hint={say('addressHint')}>
        {(tie) => (
          <input
            {...tie}
            className="input"
            maxLength={200}
            value={draft.address}
            onChange={(event) => change({ address: event.target.value })}
          />
        )}
      </Field>
      <NextButton onNext={onNext} />
    </div>
  );
}

const CHOSEN = 'report-chosen-place';

/** What was pressed to choose is often gone then: the focus goes on to what was chosen. */
function useChoosing(
  place: DraftPlace | null,
  choose: (place: DraftPlace) => void,
): (place: DraftPlace) => void {
  const isChosen = useRef(false);
  useEffect(() => {
    if (!isChosen.current || place === null) return;
    isChosen.current = false;
    document.getElementById(CHOSEN)?.focus();
  }, [place]);
  return (next) => {
    isChosen.current = true;
    choose(next);
  };
}

function useLocated(point: Point | null) {
  const query = { lon: point?.lon ?? 0, lat: point?.lat ?? 0 };
  return useQuery({ ...read('GET /api/locate', { query }), enabled: point !== null });
}

function Chosen({ place }: { place: DraftPlace }) {
  const say = useTexts(reportTexts);
  const located = useLocated(place.by === 'region' ? null : place.point).data;
  const where = located ? regionWords(located) : '';
  return (
    <section
      className="card"
      id={CHOSEN}
      tabIndex={-1}
      aria-live="polite"
      aria-label={say('chosenPlace')}
    >
      <p className="muted">{say('chosenPlace')}</p>
      <p className="report-chosen">
        <strong>{place.name || say('chosenPoint')}</strong>
        {where !== '' && where !== place.name && <small>{where}</small>}
      </p>
      {located && located.county === null && <Notice tone="warn">{say('outside')}</Notice>}
      {located?.grid?.workerPublicName && (
        <GridWorker name={located.grid.workerPublicName} phone={located.grid.dutyPhone} />
      )}
    </section>
  );
}

export function GridWorker({ name, phone }: { name: string; phone: string | null }) {
  const say = useTexts(reportTexts);
  return (
    <p>
      {say('gridWorker', { name })}
      {phone && (
        <>
          {' '}
          <a href={`tel:${phone}`}>{say('duty', { phone })}</a>
        </>
      )}
    </p>
  );
}

type Choosing = { onChoose: (place: DraftPlace) => void };

function OfPhoto({ point, onChoose }: Choosing & { point: Point }) {
  const say = useTexts(reportTexts);
  const located = useLocated(point).data;
  const name = located ? regionWords(located) : '';
  if (located && located.county === null) return null;
  return (
    <section className="notice notice-info" aria-label={say('placeOfPhoto')}>
      <p>
        <strong>{say('placeOfPhoto')}</strong>
        <br />
        {name}
      </p>
      <Button look="plain" onClick={() => onChoose({ by: 'photo', point, name })}>
        {say('use')}
      </Button>
    </section>
  );
}

const LOCATE_MS = 15_000;

function Here({ onChoose }: Choosing) {
  const say = useTexts(reportTexts);
  const [state, setState] = useState<'asking' | 'locateRefused' | 'locateFailed' | null>(null);
  const ask = () => {
    if (state === 'asking') return;
    if (!navigator.geolocation) return setState('locateFailed');
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState(null);
        const point = { lon: coords.longitude, lat: coords.latitude };
        onChoose({ by: 'device', point, name: say('here') });
      },
      ({ code, PERMISSION_DENIED }) =>
        setState(code === PERMISSION_DENIED ? 'locateRefused' : 'locateFailed'),
      { enableHighAccuracy: true, timeout: LOCATE_MS, maximumAge: 30_000 },
    );
  };
  const isAsking = state === 'asking';
  return (
    <>
      <p>
        <Button isWide look="plain" aria-disabled={isAsking} onClick={ask}>
          {isAsking ? say('locating') : say('here')}
        </Button>
      </p>
      {state && !isAsking && <Notice tone="warn">{say(state)}</Notice>}
    </>
  );
}

/** The place of a QR code, as the address says it. */
export function useCodedPlace(code: string | undefined) {
  const params = { code: code ?? '' };
  const query = useQuery({
    ...read('GET /api/public/places/{code}', { params }),
    enabled: code !== undefined,
  });
  const isUnknown = query.error instanceof Problem && query.error.status === 404;
  return { place: query.data ?? null, isUnknown: isUnknown || query.data?.isActive === false };
}
