/** A process as boxes and arrows; the chosen stage shows what leads from it, in words as well. */
import { useId } from 'react';
import { useMarks, useNamed, useTexts } from '../../../../../web/texts.ts';
import { processTexts } from '../texts.ts';
import type { ProcessDocument } from '../words.ts';
import { BOX, layOut, waysOf } from './layout.ts';

type Props = {
  process: ProcessDocument;
  chosen: string;
  onChoose: (stage: string) => void;
};

export function Diagram({ process, chosen, onChoose }: Props) {
  const say = useTexts(processTexts);
  const named = useNamed();
  const tip = useId();
  const { boxes, arrows, width, height } = layOut(process);
  return (
    <div className="process-scroll">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        className="process-diagram"
        role="group"
        aria-label={say('diagramLabel', { title: named(process.title) })}
      >
        <defs>
          <marker
            id={tip}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerUnits="userSpaceOnUse"
            markerWidth="9"
            markerHeight="9"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8Z" className="process-tip" />
          </marker>
        </defs>
        {arrows.map((arrow) => (
          <path
            key={`${arrow.from} ${arrow.to}`}
            d={arrow.path}
            className="process-arrow"
            data-chosen={arrow.from === chosen}
            data-back={arrow.isBack}
            markerEnd={`url(#${tip})`}
          />
        ))}
        {boxes.map((box) => {
          const stage = process.stages[box.name];
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing.
            <g
              key={box.name}
              role="button"
              tabIndex={0}
              aria-pressed={box.name === chosen}
              className="process-stage"
              data-end={stage?.end ?? false}
              onClick={() => onChoose(box.name)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onChoose(box.name);
              }}
            >
              <rect x={box.x} y={box.y} width={BOX.width} height={BOX.height} rx={8} />
              <text x={box.x + BOX.width / 2} y={box.y + BOX.height / 2 + 5} textAnchor="middle">
                {named(stage)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** What leads from the chosen stage, as a list. */
export function WaysFrom({ process, chosen }: { process: ProcessDocument; chosen: string }) {
  const say = useTexts(processTexts);
  const named = useNamed();
  const marks = useMarks();
  const leaving = [...(waysOf(process).get(chosen) ?? [])];
  return (
    <section aria-live="polite">
      <h2>{say('fromStage', { stage: named(process.stages[chosen]) })}</h2>
      {leaving.length === 0 && <p>{say('noWay')}</p>}
      <ul className="rule-facts">
        {leaving.map(([to, actions]) => (
          <li key={to}>
            {marks.list(actions.map((action) => named(process.actions[action])))} →{' '}
            <strong>{named(process.stages[to])}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
