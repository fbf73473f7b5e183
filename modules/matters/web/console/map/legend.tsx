/** What the colours of the map mean, said beside them: never by colour alone. */
import { HEAT_STEPS, paletteOf } from '../../../../../web/map/colours.ts';
import type { MapLayer } from '../../../../../web/map/props.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { useLook } from '../../../../../web/theme.ts';
import { mapPageTexts } from './texts.ts';

const shown = ['brand', 'warn', 'bad', 'good'] as const;

export function Legend({ layers }: { layers: readonly MapLayer[] }) {
  const say = useTexts(mapPageTexts);
  const palette = paletteOf(useLook().isDark);
  return (
    <div className="map-page-legend" role="group" aria-label={say('legend')}>
      {layers.includes('matters') && (
        <ul>
          {shown.map((tone) => (
            <li key={tone}>
              <span className="map-page-dot" style={{ background: palette.tones[tone] }} />
              {say(`tone_${tone}`)}
            </li>
          ))}
        </ul>
      )}
      {layers.includes('heat') && (
        <>
          <p>{say('heatOf')}</p>
          <ul>
            {HEAT_STEPS.map((from, index) => (
              <li key={from}>
                <span className="map-page-square" style={{ background: palette.heat[index] }} />
                {say('heatFrom', { from })}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
