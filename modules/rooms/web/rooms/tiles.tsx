/** Everybody in the room, with picture and sound where they flow to this page. */
import { useEffect, useRef, useState } from 'react';
import { type Say, useTexts } from '../../../../web/texts.ts';
import { Badge, Button } from '../../../../web/ui/parts.tsx';
import type { OwnMedia } from './media.ts';
import type { Participant } from './room-page.tsx';
import { roomTexts } from './texts.ts';
import type { Live } from './use-mesh.ts';

export function Tiles({
  participants,
  me,
  media,
  mesh,
}: {
  participants: readonly Participant[];
  me: string;
  media: OwnMedia;
  mesh: Live;
}) {
  const say = useTexts(roomTexts);
  const own = participants.find(({ id }) => id === me);
  return (
    <section aria-label={say('people')}>
      <ul className="room-tiles">
        {participants.map((one) => (
          <li key={one.id} className="room-tile">
            <Picture
              label={one.id === me ? say('you', { name: one.name }) : one.name}
              stream={one.id === me ? media.stream : (mesh.streams.get(one.id) ?? null)}
              isOwn={one.id === me}
            />
            <p>
              <strong>{one.id === me ? say('you', { name: one.name }) : one.name}</strong>{' '}
              <span className="muted">{say(one.side)}</span>{' '}
              {one.id !== me && <Badge>{standingOf(one, own, say)}</Badge>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function standingOf(
  one: Participant,
  own: Participant | undefined,
  say: Say<'youAreJoint' | 'onSite' | 'away' | 'inLobby' | 'elsewhere'>,
): string {
  if (one.isOnSite && one.isAdmitted) return say('onSite');
  if (!one.isHere) return say('away');
  if (!one.isAdmitted) return say('inLobby');
  return one.chamber === own?.chamber ? say('youAreJoint') : say('elsewhere');
}

/** One's own is silent, or it would be heard twice. */
function Picture({
  label,
  stream,
  isOwn,
}: {
  label: string;
  stream: MediaStream | null;
  isOwn: boolean;
}) {
  const say = useTexts(roomTexts);
  const video = useRef<HTMLVideoElement>(null);
  const [isBlocked, setBlocked] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    if (!stream) return;
    element.play().then(
      () => setBlocked(false),
      // Browsers let sound begin after a press alone; what was replaced meanwhile is no fault.
      (error: unknown) =>
        setBlocked(error instanceof DOMException && error.name === 'NotAllowedError'),
    );
  }, [stream]);
  const hasPicture = (stream?.getVideoTracks().length ?? 0) > 0;
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: people who speak now have no captions. */}
      <video
        ref={video}
        className={hasPicture ? 'room-video' : 'room-video room-video-none'}
        aria-label={label}
        autoPlay
        playsInline
        muted={isOwn}
      />
      {isBlocked && !isOwn && (
        <Button
          look="plain"
          onClick={() => void video.current?.play().then(() => setBlocked(false))}
        >
          {say('playSound')}
        </Button>
      )}
    </>
  );
}
