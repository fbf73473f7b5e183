/** The figures of the whole, each with its formula and beside two earlier periods. */
import { useTexts } from '../../../../../web/texts.ts';
import { changeOf, closedOf, type Line, openOf, rateOf } from './lines.ts';
import { figuresTexts } from './texts.ts';

type Props = { line: Line | undefined; pop: Line | undefined; yoy: Line | undefined };
/** Its name, what is shown, how it is made, and the number that is held against earlier ones. */
type Tile = { name: string; value: string | number; how?: string; of?: (line: Line) => number };

export function Totals({ line, ...held }: Props) {
  const say = useTexts(figuresTexts);
  if (!line) return <p className="figures-none">{say('none')}</p>;
  return <Tiles line={line} {...held} />;
}

function Tiles({ line, pop, yoy }: Props & { line: Line }) {
  const say = useTexts(figuresTexts);
  const tiles = [...useCounts(line), ...useRates(line)];
  return (
    <dl className="figures-tiles">
      {tiles.map(({ name, value, how, of }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          {how && <dd className="figures-how">{how}</dd>}
          {of && (
            <dd className="figures-how">
              {say('held', {
                pop: pop ? changeOf(of(line), of(pop)) : say('dash'),
                yoy: yoy ? changeOf(of(line), of(yoy)) : say('dash'),
              })}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function useCounts(line: Line): Tile[] {
  const say = useTexts(figuresTexts);
  const counted = (name: string, of: (line: Line) => number): Tile => ({
    name,
    value: of(line),
    of,
  });
  return [
    counted(say('received'), ({ received }) => received),
    counted(say('closed'), closedOf),
    counted(say('open'), openOf),
    counted(say('breached'), ({ breached }) => breached),
    { name: say('reopened'), value: line.reopened },
    { name: say('objections'), value: line.objections },
    { name: say('selfHandled'), value: line.selfHandled },
  ];
}

function useRates(line: Line): Tile[] {
  const say = useTexts(figuresTexts);
  const { onTimeClosureRate: onTime, reworkRate, meanAnswerHours: answer, meanRating } = line;
  const share = ({ numerator, denominator }: Line['reworkRate']) =>
    say('ratio', { numerator, denominator });
  return [
    { name: say('onTime'), value: rateOf(onTime), how: `${share(onTime)} · ${say('onTimeHow')}` },
    {
      name: say('rework'),
      value: rateOf(reworkRate),
      how: `${share(reworkRate)} · ${say('reworkHow')}`,
    },
    {
      name: say('answer'),
      value: answer.value === null ? say('dash') : say('hours', { hours: answer.value.toFixed(1) }),
      how: `${say('answers', { count: answer.denominator })} · ${say('answerHow')}`,
    },
    {
      name: say('rating'),
      value: meanRating.value === null ? say('dash') : meanRating.value.toFixed(2),
      how: `${say('count', { count: meanRating.denominator })} · ${say('ratingHow')}`,
    },
  ];
}
