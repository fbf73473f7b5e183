/** A voice note in a form that the server takes: sound in an MP4. Others it would refuse later. */
const FORMS = ['audio/mp4;codecs=mp4a.40.2', 'audio/mp4;codecs=opus', 'audio/mp4'] as const;

/** What this browser records in, or null. */
export function voiceForm(): string | null {
  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices) return null;
  return FORMS.find((form) => MediaRecorder.isTypeSupported(form)) ?? null;
}

export type Recording = { stop: () => Promise<Blob> };

/** Throws when the microphone is not allowed. */
export async function recordVoice(form: string): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream, { mimeType: form });
  const parts: Blob[] = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const ended = new Promise<Blob>((resolve) => {
    recorder.onstop = () => resolve(new Blob(parts, { type: 'audio/mp4' }));
  });
  recorder.start();
  return {
    stop: async () => {
      recorder.stop();
      for (const track of stream.getTracks()) track.stop();
      return ended;
    },
  };
}
