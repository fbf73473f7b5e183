/** Camera and microphone: opened by a press alone; what is missing is said plainly. */
import { useTexts } from '../../../../web/texts.ts';
import { Button, Notice } from '../../../../web/ui/parts.tsx';
import type { MediaFault, OwnMedia } from './media.ts';
import { roomTexts } from './texts.ts';

const faults = {
  denied: 'mediaDenied',
  missing: 'mediaMissing',
  insecure: 'mediaInsecure',
} as const satisfies Record<MediaFault, string>;

export function OwnMediaPart({ media }: { media: OwnMedia }) {
  const say = useTexts(roomTexts);
  const { stream, fault, isMuted, isHidden } = media;
  const hasPicture = (stream?.getVideoTracks().length ?? 0) > 0;
  return (
    <section className="room-media" aria-label={say('media')}>
      {stream ? (
        <div className="room-row">
          <Button look="plain" aria-pressed={isMuted} onClick={() => media.mute(!isMuted)}>
            {isMuted ? say('unmute') : say('mute')}
          </Button>
          {hasPicture && (
            <Button look="plain" aria-pressed={isHidden} onClick={() => media.hide(!isHidden)}>
              {isHidden ? say('show') : say('hide')}
            </Button>
          )}
        </div>
      ) : (
        <>
          <p className="muted">{say('mediaOff')}</p>
          <div className="room-row">
            <Button onClick={() => void media.open('both')}>{say('withBoth')}</Button>
            <Button look="plain" onClick={() => void media.open('sound')}>
              {say('withSound')}
            </Button>
          </div>
        </>
      )}
      <div role="status">{fault && <Notice tone="warn">{say(faults[fault])}</Notice>}</div>
    </section>
  );
}
