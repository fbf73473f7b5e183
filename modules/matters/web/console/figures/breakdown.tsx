/** A table of lines, the most first, each with a bar for its share. */
import { useId } from 'react';
import { useTexts } from '../../../../../web/texts.ts';
import { closedOf, type Line, rateOf } from './lines.ts';
import { figuresTexts } from './texts.ts';

type Props = {
  name: string;
  of: string;
  lines: readonly Line[];
  nameOf: (key: string) => string;
};

const PERCENT = 100;

export function Breakdown({ name, of, lines, nameOf }: Props) {
  const say = useTexts(figuresTexts);
  const id = useId();
  const most = Math.max(1, ...lines.map((line) => line.received));
  const rows = [...lines].sort((a, b) => b.received - a.received);
  return (
    <section className="figures-part">
      <h2 id={id}>{name}</h2>
      {rows.length === 0 ? (
        <p className="figures-none">{say('none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs the keyboard
        <div className="figures-scroll" role="region" aria-labelledby={id} tabIndex={0}>
          <table className="figures-table">
            <thead>
              <tr>
                <th scope="col">{of}</th>
                <th scope="col">{say('received')}</th>
                <th scope="col">{say('closed')}</th>
                <th scope="col">{say('onTime')}</th>
                <th scope="col">{say('rework')}</th>
                <th scope="col">{say('rating')}</th>
                <th scope="col">{say('breached')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((line) => (
                <tr key={line.key}>
                  <th scope="row">{nameOf(line.key)}</th>
                  <td>
                    {line.received}
                    <span className="figures-bar" aria-hidden="true">
                      <span style={{ width: `${(line.received / most) * PERCENT}%` }} />
                    </span>
                  </td>
                  <td>{closedOf(line)}</td>
                  <td>{rateOf(line.onTimeClosureRate)}</td>
                  <td>{rateOf(line.reworkRate)}</td>
                  <td>{line.meanRating.value?.toFixed(2) ?? say('dash')}</td>
                  <td>{line.breached}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
