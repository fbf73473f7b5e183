/** Beside the form: what the rules would do with it now, and what is known nearby. */
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { useTime } from '../../../../../web/dates.ts';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { Draft } from '../../report/draft.ts';
import { type Preview, usePreview } from '../../report/preview.ts';
import { registerTexts } from './texts.ts';

export function RegisterAside({ draft }: { draft: Draft }) {
  const say = useTexts(registerTexts);
  const preview = usePreview(draft);
  return (
    <aside className="register-aside" aria-label={say('aside')} aria-live="polite">
      <h2>{say('aside')}</h2>
      <ProblemNotice error={preview.error} />
      {preview.data ? (
        <Said preview={preview.data} />
      ) : (
        !preview.error && <p className="register-soft">{say('asideEmpty')}</p>
      )}
    </aside>
  );
}

function Said({ preview }: { preview: Preview }) {
  const say = useTexts(registerTexts);
  const named = useNamed();
  const time = useTime();
  const { emergency, route } = preview;
  return (
    <>
      {emergency && <Alert type="error" showIcon title={say('emergency', { number: emergency })} />}
      <dl>
        <dt>{say('place')}</dt>
        <dd>{preview.place.words}</dd>
        <dt>{say('owner')}</dt>
        <dd>{named(preview.owner)}</dd>
        <dt>{say('route')}</dt>
        <dd>
          {route.org ? named(route.org) : say('nobody')}
          <small className="register-soft">{named(route)}</small>
        </dd>
      </dl>
      <ul className="register-terms">
        {preview.clocks.map((clock) => (
          <li key={clock.id}>
            {say('due', { name: named(clock), at: time(clock.dueAt) })}
            <small className="register-soft">{named(clock.plain)}</small>
          </li>
        ))}
        {preview.later.map((term) => (
          <li key={term.name}>{say('within', { name: named(term), term: named(term.term) })}</li>
        ))}
      </ul>
      <NearList near={preview.near} />
    </>
  );
}

function NearList({ near }: { near: Preview['near'] }) {
  const say = useTexts(registerTexts);
  const named = useNamed();
  if (near.length === 0) return <p className="register-soft">{say('nearNone')}</p>;
  return (
    <section>
      <h3>{say('near', { count: near.length })}</h3>
      <p className="register-soft">{say('nearHint')}</p>
      <ul className="register-near">
        {near.map((one) => (
          <li key={one.number}>
            <Link to={consolePaths.matter(one.number)} target="_blank">
              {one.title}
            </Link>
            <small className="register-soft">
              {one.number} · {named(one.why)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
