/** A box to draw a signature in: finger, pen or mouse; it grows with the page and loses nothing. */
import { useEffect, useRef } from 'react';
import SignaturePad from 'signature_pad';
import './agreement.css';

export type Drawing = { png: () => string | null; clear: () => void };

/** `onReady` gets the way to read what was drawn: base64 without its head, or null when empty. */
export function DrawingBox({
  label,
  onReady,
}: {
  label: string;
  onReady: (drawing: Drawing) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ready = useRef(onReady);
  useEffect(() => {
    const box = canvas.current;
    if (!box) return;
    const pad = new SignaturePad(box, { penColor: '#111111', backgroundColor: '#ffffff' });
    const fit = () => {
      const kept = pad.toData();
      box.width = box.offsetWidth;
      box.height = box.offsetHeight;
      pad.clear();
      pad.fromData(kept);
    };
    fit();
    const watcher = new ResizeObserver(fit);
    watcher.observe(box);
    ready.current({
      png: () => (pad.isEmpty() ? null : (pad.toDataURL('image/png').split(',')[1] ?? null)),
      clear: () => pad.clear(),
    });
    return () => {
      watcher.disconnect();
      pad.off();
    };
  }, []);
  return <canvas ref={canvas} className="agreement-pad" role="img" aria-label={label} />;
}
