/** The own camera and microphone: asked for when wanted, with a plain word where there is none. */
import { useEffect, useRef, useState } from 'react';

export type MediaFault = 'denied' | 'missing' | 'insecure';
export type OwnMedia = {
  stream: MediaStream | null;
  fault: MediaFault | null;
  isMuted: boolean;
  isHidden: boolean;
  open: (what: 'both' | 'sound') => Promise<void>;
  mute: (isMuted: boolean) => void;
  hide: (isHidden: boolean) => void;
};

const PICTURE = {
  width: { ideal: 640 },
  height: { ideal: 360 },
  frameRate: { ideal: 20, max: 24 },
};
const SOUND = { echoCancellation: true, noiseSuppression: true };

export function useOwnMedia(): OwnMedia {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [fault, setFault] = useState<MediaFault | null>(null);
  const [isMuted, setMuted] = useState(false);
  const [isHidden, setHidden] = useState(false);
  const held = useRef<MediaStream | null>(null);
  useEffect(
    () => () => {
      for (const track of held.current?.getTracks() ?? []) track.stop();
    },
    [],
  );
  const switchTracks = (kind: 'audio' | 'video', isOn: boolean) => {
    for (const track of held.current?.getTracks() ?? []) {
      if (track.kind === kind) track.enabled = isOn;
    }
  };
  const open = async (what: 'both' | 'sound') => {
    setFault(null);
    try {
      const next = await getMedia(what);
      for (const track of held.current?.getTracks() ?? []) track.stop();
      held.current = next;
      setStream(next);
      setMuted(false);
      setHidden(false);
    } catch (error) {
      setFault(faultOf(error));
    }
  };
  return {
    stream,
    fault,
    isMuted,
    isHidden,
    open,
    mute: (next) => {
      switchTracks('audio', !next);
      setMuted(next);
    },
    hide: (next) => {
      switchTracks('video', !next);
      setHidden(next);
    },
  };
}

/** Without a camera the microphone alone is asked for. */
async function getMedia(what: 'both' | 'sound'): Promise<MediaStream> {
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
  // Browsers give it to pages of a secure connection alone.
  if (!mediaDevices) throw new DOMException('no secure connection', 'SecurityError');
  const wanted = { audio: SOUND, video: what === 'both' ? PICTURE : false };
  try {
    return await mediaDevices.getUserMedia(wanted);
  } catch (error) {
    if (what === 'sound' || nameOf(error) !== 'NotFoundError') throw error;
    return mediaDevices.getUserMedia({ audio: SOUND, video: false });
  }
}

const nameOf = (error: unknown) => (error instanceof DOMException ? error.name : '');

function faultOf(error: unknown): MediaFault {
  if (nameOf(error) === 'SecurityError') return 'insecure';
  return nameOf(error) === 'NotAllowedError' ? 'denied' : 'missing';
}
