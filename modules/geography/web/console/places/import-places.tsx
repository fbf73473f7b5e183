/** A file of named places: looked at row by row, shown on the map, then taken in. */
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Select } from 'antd';
import { useId, useState } from 'react';
import { type Answer, sendFile } from '../../../../../web/api.ts';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { MapView } from '../../../../../web/map/map-view.tsx';
import { useSession } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { namedPlaceTexts } from './texts.ts';

const systems = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const;
type Report = Answer<'POST /api/places/preview'>;

export function ImportPlaces({
  onClose,
  onDone,
}: {
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const say = useTexts(namedPlaceTexts);
  const [file, setFile] = useState<File | null>(null);
  const [crs, setCrs] = useState<(typeof systems)[number]>('wgs84');
  const [isSkipping, setSkipping] = useState(false);
  const look = useMutation({
    mutationFn: (given: File) => sendFile('POST /api/places/preview', given, { crs }),
  });
  const take = useMutation({
    mutationFn: (given: File) =>
      sendFile('POST /api/places/import', given, { crs, isSkipping: String(isSkipping) }),
    onSuccess: ({ added, changed }) => {
      onDone(say('taken', { added, changed }));
      onClose();
    },
  });
  const report = look.data;
  const isClosed = report?.faults.some((one) => one.row === 0) ?? false;
  const mayTake = report && !isClosed && (report.faulty === 0 || isSkipping);
  return (
    <Drawer open title={say('import')} size="large" onClose={onClose} destroyOnHidden>
      <FileChoice
        file={file}
        crs={crs}
        onFile={(given) => {
          setFile(given);
          look.reset();
        }}
        onCrs={(given) => {
          setCrs(given);
          look.reset();
        }}
      />
      <Button
        type={report ? 'default' : 'primary'}
        disabled={!file}
        loading={look.isPending}
        onClick={() => file && look.mutate(file)}
      >
        {say('look')}
      </Button>
      <ProblemNotice error={look.error} />
      <div aria-live="polite">{report && <ReportView report={report} />}</div>
      {report && report.faulty > 0 && !isClosed && (
        <Checkbox checked={isSkipping} onChange={(event) => setSkipping(event.target.checked)}>
          {say('skip')}
        </Checkbox>
      )}
      <ProblemNotice error={take.error} />
      {mayTake && file && (
        <div className="places-buttons">
          <Button type="primary" loading={take.isPending} onClick={() => take.mutate(file)}>
            {say('take')}
          </Button>
        </div>
      )}
    </Drawer>
  );
}

function FileChoice({
  file,
  crs,
  onFile,
  onCrs,
}: {
  file: File | null;
  crs: (typeof systems)[number];
  onFile: (file: File | null) => void;
  onCrs: (crs: (typeof systems)[number]) => void;
}) {
  const say = useTexts(namedPlaceTexts);
  const id = useId();
  return (
    <div className="places-file">
      <label htmlFor={id}>{say('file')}</label>
      <input
        id={id}
        type="file"
        accept=".csv,.txt,.json,.geojson"
        aria-describedby={`${id}-help`}
        onChange={(event) => onFile(event.target.files?.[0] ?? null)}
      />
      <p id={`${id}-help`} className="places-soft">
        {say('fileHelp')}
      </p>
      <Select
        aria-label={say('crs')}
        value={crs}
        options={systems.map((value) => ({ value, label: say(`crs_${value}`) }))}
        onChange={onCrs}
      />
      {!file && <p className="places-soft">{say('noFile')}</p>}
    </div>
  );
}

function ReportView({ report }: { report: Report }) {
  const say = useTexts(namedPlaceTexts);
  const named = useNamed();
  const { counties } = useSession();
  const { rows, added, changed, unchanged, faulty, faults, points } = report;
  const rowName = (row: number) => (row === 0 ? say('wholeFile') : say('row', { row }));
  const shapes = {
    type: 'FeatureCollection' as const,
    features: points.map((one) => ({
      type: 'Feature' as const,
      properties: { id: String(one.row), tone: 'brand' },
      geometry: { type: 'Point' as const, coordinates: [one.point.lon, one.point.lat] },
    })),
  };
  return (
    <>
      <p className="places-result">
        {say('lookResult', { rows, added, changed, unchanged, faulty })}
      </p>
      {faults.length > 0 && (
        <ul className="places-faults">
          {faults.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: faults have no name and do not move
            <li key={index}>
              <strong>{rowName(one.row)}</strong> {named(one)}
              {one.value && <> · {one.value}</>}
            </li>
          ))}
        </ul>
      )}
      {points.length > 0 && (
        <MapView
          label={say('lookMap')}
          county={counties?.[0]}
          layers={['regions', 'grids']}
          shapes={shapes}
          fitTo={points.map((one) => one.point)}
        />
      )}
    </>
  );
}
