/** Buttons over a map: nearer, farther, to where the device is. */
import { useState } from 'react';
import { useTexts } from '../texts.ts';
import type { LonLat } from './props.ts';
import { mapTexts } from './texts.ts';

type Locating = 'no' | 'asking' | 'failed';

export function MapControls({
  onZoom,
  onLocate,
}: {
  onZoom: (steps: number) => void;
  onLocate?: (at: LonLat) => void;
}) {
  const say = useTexts(mapTexts);
  const [locating, setLocating] = useState<Locating>('no');
  const locate = () => {
    setLocating('asking');
    whereAmI()
      .then((at) => {
        setLocating('no');
        onLocate?.(at);
      })
      .catch(() => setLocating('failed'));
  };
  return (
    <>
      <div className="map-controls">
        <button type="button" aria-label={say('zoomIn')} onClick={() => onZoom(1)}>
          <Sign path="M10 3v14M3 10h14" />
        </button>
        <button type="button" aria-label={say('zoomOut')} onClick={() => onZoom(-1)}>
          <Sign path="M3 10h14" />
        </button>
        {onLocate && (
          <button
            type="button"
            aria-label={say('locate')}
            disabled={locating === 'asking'}
            onClick={locate}
          >
            <Sign path="M10 1v4M10 15v4M1 10h4M15 10h4M10 5a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z" />
          </button>
        )}
      </div>
      {locating !== 'no' && (
        <p className="map-note" role="status">
          {say(locating === 'asking' ? 'locating' : 'notLocated')}
        </p>
      )}
    </>
  );
}

function Sign({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

const WAIT_MS = 10_000;

/** Devices answer in WGS-84. */
function whereAmI(): Promise<LonLat> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) return reject(new Error('no geolocation'));
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lon: coords.longitude, lat: coords.latitude }),
      reject,
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 30_000 },
    );
  });
}
