/**
 * A recording of the joint room in the mediator's browser: all voices mixed, the pictures side by
 * side. It is sent part by part and kept nowhere here.
 */

const PART_MS = 4_000;
const FRAME_MS = 100;
const WIDTH = 640;
const HEIGHT = 360;
const TYPES = ['video/webm', 'video/mp4'] as const;
export type RecordingType = (typeof TYPES)[number];

export type Recorder = {
  /** Those who are heard and seen from now on. */
  setStreams: (streams: readonly MediaStream[]) => void;
  stop: () => void;
};

/** What this browser can record; null: nothing. */
export function recordingType(): RecordingType | null {
  if (!('MediaRecorder' in window)) return null;
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/** `onPart` is given each part in order. */
export function startRecorder(
  type: RecordingType,
  streams: readonly MediaStream[],
  onPart: (part: Blob) => void,
): Recorder {
  const sound = openSound();
  const picture = openPicture();
  sound.set(streams);
  picture.set(streams);
  const mixed = new MediaStream([...picture.stream.getTracks(), ...sound.stream.getTracks()]);
  const recorder = new MediaRecorder(mixed, { mimeType: type, videoBitsPerSecond: 500_000 });
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) onPart(data);
  };
  recorder.start(PART_MS);
  return {
    setStreams: (next) => {
      sound.set(next);
      picture.set(next);
    },
    stop: () => {
      if (recorder.state !== 'inactive') recorder.stop();
      sound.close();
      picture.close();
    },
  };
}

function openSound() {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  let sources: MediaStreamAudioSourceNode[] = [];
  return {
    stream: out.stream,
    set: (streams: readonly MediaStream[]) => {
      for (const source of sources) source.disconnect();
      sources = streams
        .filter((stream) => stream.getAudioTracks().length > 0)
        .map((stream) => context.createMediaStreamSource(stream));
      for (const source of sources) source.connect(out);
    },
    close: () => void context.close(),
  };
}

function openPicture() {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  let videos: HTMLVideoElement[] = [];
  const draw = () => {
    if (!pen) return;
    pen.fillStyle = '#000';
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    const across = Math.ceil(Math.sqrt(videos.length)) || 1;
    const [width, height] = [WIDTH / across, HEIGHT / across];
    for (const [at, video] of videos.entries()) {
      pen.drawImage(video, (at % across) * width, Math.floor(at / across) * height, width, height);
    }
  };
  const timer = setInterval(draw, FRAME_MS);
  return {
    stream: canvas.captureStream(1000 / FRAME_MS),
    set: (streams: readonly MediaStream[]) => {
      videos = streams
        .filter((stream) => stream.getVideoTracks().length > 0)
        .map((stream) => {
          const video = document.createElement('video');
          video.srcObject = stream;
          video.muted = true;
          void video.play().catch(() => undefined);
          return video;
        });
    },
    close: () => clearInterval(timer),
  };
}
