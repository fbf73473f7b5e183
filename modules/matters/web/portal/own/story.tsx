/** The steps of a matter in plain words, newest first: the reader looks for what is new. */
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { OwnMatter } from './queries.ts';
import { ownTexts } from './texts.ts';

type Step = OwnMatter['steps'][number];

export function Story({ steps }: { steps: readonly Step[] }) {
  const say = useTexts(ownTexts);
  return (
    <section aria-labelledby="story">
      <h2 id="story">{say('story')}</h2>
      <ol className="timeline" reversed>
        {steps.toReversed().map((step, at) => (
          // Steps are only ever added, and at the front: the place from the end names one.
          <StepLine key={`${steps.length - at} ${step.action}`} step={step} />
        ))}
      </ol>
    </section>
  );
}

function StepLine({ step }: { step: Step }) {
  const named = useNamed();
  const time = useTime();
  const who = useWho(step);
  return (
    <li className={step.by === 'you' ? 'own-step own-step-mine' : 'own-step'}>
      <strong>{named(step.what)}</strong>
      {step.text && <p className="own-quote">{step.text}</p>}
      <div className="muted">
        <time dateTime={step.at}>{time(step.at)}</time> {who}
      </div>
    </li>
  );
}

function useWho({ by, org }: Step): string {
  const say = useTexts(ownTexts);
  const named = useNamed();
  if (by === 'org') return named(org);
  return by === 'you' ? say('you') : by === 'other' ? say('other') : say('program');
}
