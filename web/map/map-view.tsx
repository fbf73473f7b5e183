/**
 * A map for any page: comes in a part of its own when it is first shown, never takes the focus, and
 * has its content in words below it. Without the means to draw it shows a sketch.
 */
import { Component, lazy, type ReactNode, Suspense, useState } from 'react';
import { useTexts } from '../texts.ts';
import './map.css';
import type { MapViewProps } from './props.ts';
import { MapSketch } from './sketch.tsx';
import { mapTexts } from './texts.ts';

const Canvas = lazy(async () => ({ default: (await import('./canvas.tsx')).MapCanvas }));

export function MapView(props: MapViewProps) {
  const [canDraw] = useState(hasGraphics);
  return (
    <div className="map" role="group" aria-label={props.label}>
      {canDraw ? <Moving {...props} /> : <MapSketch {...props} />}
      {props.children}
    </div>
  );
}

function Moving(props: MapViewProps) {
  const [tries, setTries] = useState(0);
  const waiting = <MapWaiting className={props.className} />;
  return (
    <MapBoundary key={tries} className={props.className} onAgain={() => setTries(tries + 1)}>
      <Suspense fallback={waiting}>
        <Canvas {...props} />
      </Suspense>
    </MapBoundary>
  );
}

function MapWaiting({ className }: { className?: string | undefined }) {
  const say = useTexts(mapTexts);
  return (
    <div className={`map-box ${className ?? ''}`}>
      <p className="map-note">{say('loading')}</p>
    </div>
  );
}

function hasGraphics(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

type BoundaryProps = {
  children: ReactNode;
  className?: string | undefined;
  onAgain: () => void;
};

/** A map that fails leaves the rest of its page alone. React has boundaries as classes only. */
class MapBoundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    const { children, className, onAgain } = this.props;
    return this.state.isBroken ? <MapBroken className={className} onAgain={onAgain} /> : children;
  }
}

function MapBroken({ className, onAgain }: Omit<BoundaryProps, 'children'>) {
  const say = useTexts(mapTexts);
  return (
    <div className={`map-box ${className ?? ''}`}>
      <p className="map-note" role="status">
        {say('broken')}{' '}
        <button type="button" className="map-again" onClick={onAgain}>
          {say('tryAgain')}
        </button>
      </p>
    </div>
  );
}
