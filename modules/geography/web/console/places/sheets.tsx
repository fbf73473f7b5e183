/** Sheets to hang up: one A4 page for each place, with its QR code and whom to call. */
import './places.css';
import { useQueries, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo } from 'react';
import { type Answer, read } from '../../../../../web/api.ts';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useSearchState } from '../../../../../web/router.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { qrPath, reportAddress } from './qr.ts';
import { namedPlaceTexts, sheetWords } from './texts.ts';

type Place = Answer<'GET /api/public/places/{code}'>;

export function PlaceSheetsPage() {
  const say = useTexts(namedPlaceTexts);
  const [search] = useSearchState();
  const codes = [...new Set((search.codes ?? '').split(',').filter((one) => one !== ''))];
  const settings = useSuspenseQuery(read('GET /api/map/settings', { query: {} })).data;
  const base = settings.publicAddress ?? location.origin;
  const found = useQueries({
    queries: codes
      .slice(0, 100)
      .map((code) => read('GET /api/public/places/{code}', { params: { code } })),
  });
  return (
    <main className="sheets">
      <div className="sheets-head">
        <ConsoleTitle name={say('sheets')} />
        {codes.length === 0 ? (
          <p role="status">{say('noneChosen')}</p>
        ) : (
          <>
            <p>{say('sheetsHelp')}</p>
            <p>{say('address_of', { address: base })}</p>
            {!settings.publicAddress && <p>{say('addressHelp')}</p>}
          </>
        )}
        <div className="places-buttons">
          <Button
            type="primary"
            disabled={codes.length === 0 || found.some((one) => one.isPending)}
            onClick={() => print()}
          >
            {say('printNow')}
          </Button>
          <Link to={consolePaths.places}>{say('backToList')}</Link>
        </div>
      </div>
      {found.map((one, index) =>
        one.data ? (
          <Sheet key={one.data.code} place={one.data} base={base} />
        ) : (
          one.error && (
            <p key={codes[index]} role="alert" className="sheets-head">
              {say('sheetGone', { code: codes[index] ?? '' })}
            </p>
          )
        ),
      )}
    </main>
  );
}

function Sheet({ place, base }: { place: Place; base: string }) {
  const address = reportAddress(base, place.code);
  const { size, path } = useMemo(() => qrPath(address), [address]);
  return (
    <article className="sheet-page" aria-label={place.name}>
      <header>
        <p className="sheet-title">{sheetWords.title.zh}</p>
        <p className="sheet-title-en">{sheetWords.title.en}</p>
      </header>
      <h2>{place.name}</h2>
      <p className="sheet-where">
        {place.regionNames}
        {place.address && ` ${place.address}`}
      </p>
      <svg className="sheet-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={address}>
        <path className="sheet-code-ground" d={`M0 0h${size}v${size}h-${size}z`} />
        <path d={path} />
      </svg>
      <ol className="sheet-steps">
        {sheetWords.steps.map((step) => (
          <li key={step.en}>
            {step.zh}
            <small>{step.en}</small>
          </li>
        ))}
      </ol>
      <dl className="sheet-facts">
        {place.grid && <Fact words={sheetWords.grid} value={place.grid.name} />}
        {place.workerPublicName && (
          <Fact words={sheetWords.worker} value={place.workerPublicName} />
        )}
        {place.dutyPhone && <Fact words={sheetWords.phone} value={place.dutyPhone} />}
        <Fact words={sheetWords.code} value={place.code} />
      </dl>
      <footer>
        <p>{sheetWords.emergency.zh}</p>
        <p>{sheetWords.emergency.en}</p>
        <p className="sheet-address">{address}</p>
      </footer>
    </article>
  );
}

function Fact({ words, value }: { words: { zh: string; en: string }; value: string }) {
  return (
    <div>
      <dt>
        {words.zh} <small>{words.en}</small>
      </dt>
      <dd>{value}</dd>
    </div>
  );
}
