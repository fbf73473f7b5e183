/** The picture with its covers: drawn by mouse or finger, or added and moved by keys. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTexts } from '../../../../../web/texts.ts';
import { afterKey, between, type Cover, moved, type Point, sized } from './covers.ts';
import { releaseTexts } from './texts.ts';

type Grip =
  | { kind: 'draw'; from: Point }
  | { kind: 'move' | 'size'; from: Point; cover: Cover }
  | null;

export type CoverAreaProps = {
  href: string;
  covers: readonly Cover[];
  onCovers: (covers: readonly Cover[]) => void;
  onLoad: (picture: HTMLImageElement) => void;
  onFail: () => void;
};

export function CoverArea({ href, covers, onCovers, onLoad, onFail }: CoverAreaProps) {
  const say = useTexts(releaseTexts);
  const area = useRef<HTMLDivElement>(null);
  const [grip, setGrip] = useState<Grip>(null);
  const [sketch, setSketch] = useState<Cover | null>(null);
  const pointOf = (event: PointerEvent): Point => {
    const box = area.current?.getBoundingClientRect();
    if (!box) return { x: 0, y: 0 };
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const replace = (cover: Cover) =>
    onCovers(covers.map((one) => (one.id === cover.id ? cover : one)));
  const begin = (event: PointerEvent, next: NonNullable<Grip>) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture?.(event.pointerId);
    setGrip(next);
  };
  const drag = (event: PointerEvent) => {
    if (!grip) return;
    const to = pointOf(event);
    if (grip.kind === 'draw') return setSketch(between('sketch', grip.from, to));
    const by = { x: to.x - grip.from.x, y: to.y - grip.from.y };
    replace(grip.kind === 'move' ? moved(grip.cover, by) : sized(grip.cover, by));
  };
  const drop = (event: PointerEvent) => {
    if (grip?.kind === 'draw') {
      const cover = between(crypto.randomUUID(), grip.from, pointOf(event));
      if (cover) onCovers([...covers, cover]);
    }
    setSketch(null);
    setGrip(null);
  };
  return (
    <div
      ref={area}
      className="release-area"
      role="group"
      aria-label={say('area')}
      onPointerDown={(event) => begin(event, { kind: 'draw', from: pointOf(event) })}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={() => setGrip(null)}
    >
      <img
        src={href}
        alt=""
        draggable={false}
        onLoad={(event) => onLoad(event.currentTarget)}
        onError={onFail}
      />
      {covers.map((cover, at) => (
        <CoverBox
          key={cover.id}
          cover={cover}
          name={say('box', { count: at + 1 })}
          onChange={replace}
          onRemove={() => onCovers(covers.filter((one) => one.id !== cover.id))}
          onGrip={(event, kind) => begin(event, { kind, from: pointOf(event), cover })}
        />
      ))}
      {sketch && <span className="release-cover release-sketch" style={boxOf(sketch)} />}
    </div>
  );
}

const percent = (share: number) => `${share * 100}%`;
const boxOf = ({ x, y, width, height }: Cover) => ({
  left: percent(x),
  top: percent(y),
  width: percent(width),
  height: percent(height),
});

function CoverBox({
  cover,
  name,
  onChange,
  onRemove,
  onGrip,
}: {
  cover: Cover;
  name: string;
  onChange: (cover: Cover) => void;
  onRemove: () => void;
  onGrip: (event: PointerEvent, kind: 'move' | 'size') => void;
}) {
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      return onRemove();
    }
    const how = { isShift: event.shiftKey, isBig: event.ctrlKey };
    const next = afterKey(cover, event.key, how);
    if (!next) return;
    // The dialog must not scroll away under the box.
    event.preventDefault();
    onChange(next);
  };
  return (
    <button
      type="button"
      className="release-cover"
      style={boxOf(cover)}
      aria-label={name}
      aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Delete"
      onKeyDown={press}
      onPointerDown={(event) => onGrip(event, 'move')}
    >
      <span className="release-corner" onPointerDown={(event) => onGrip(event, 'size')} />
    </button>
  );
}
