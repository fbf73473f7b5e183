/**
 * The map as settings that are not published would draw it. A host that this document may not ask
 * needs the page to be opened anew with its address: the server then lets it in for this page.
 */
import { Alert, Button, Skeleton } from 'antd';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { MapView } from '../../../../../web/map/map-view.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useTexts } from '../../../../../web/texts.ts';
import type { MapSettingsDocument } from '../words.ts';
import { mapSettingTexts } from './texts.ts';
import type { TriedMap } from './use-tried.ts';
import { originsLetIn, originsOf } from './written.ts';

const PAGE = `/console${consolePaths.adminMap}`;

/** With which address the document came: what the browser lets it ask was decided then. */
function documentAddress(): string {
  return performance.getEntriesByType('navigation')[0]?.name ?? location.href;
}

export function MapTrial({
  county,
  isDecided,
  draft,
  tried,
  onOpen,
}: {
  county: string;
  /** Somebody has published what lies under the maps. */
  isDecided: boolean;
  /** Null: nothing was changed. */
  draft: MapSettingsDocument | null;
  tried: TriedMap;
  onOpen: () => void;
}) {
  const say = useTexts(mapSettingTexts);
  const letIn = originsLetIn(documentAddress(), PAGE);
  const isShut = draft !== null && !originsOf(draft).every((origin) => letIn.includes(origin));
  return (
    <section className="admin-panel map-trial" aria-labelledby="map-trial">
      <h2 id="map-trial">{say('trial')}</h2>
      <p className="admin-soft">
        {draft ? say('trialDraft') : say('trialHeld')} · {say('trialHelp')}
      </p>
      {isShut ? (
        <Alert
          type="info"
          showIcon
          title={say('openHelp')}
          action={
            <Button type="primary" onClick={onOpen}>
              {say('open')}
            </Button>
          }
        />
      ) : (
        <Drawn county={county} isDecided={isDecided || draft !== null} tried={tried} />
      )}
    </section>
  );
}

/** Nobody has decided: the map is drawn as everywhere, by a file that may lie there. */
function Drawn({
  county,
  isDecided,
  tried,
}: {
  county: string;
  isDecided: boolean;
  tried: TriedMap;
}) {
  const say = useTexts(mapSettingTexts);
  if (tried.isFaulty) return <Alert type="warning" showIcon title={say('notSound')} />;
  if (tried.error) return <ProblemNotice error={tried.error} />;
  if (isDecided && !tried.settings) return <Skeleton active />;
  const settings = isDecided ? tried.settings : undefined;
  return (
    <MapView
      key={JSON.stringify(settings?.basemap ?? null)}
      label={say('trialLabel')}
      county={county}
      layers={['regions', 'grids']}
      settings={settings}
      className="map-trial-box"
    />
  );
}
