/**
 * In the place of a matter that the reader does not see: the same words whether there is none or it
 * is not theirs, so that a number tells nothing; and the ways on from here.
 */
import { Link } from '@tanstack/react-router';
import { Problem } from '../../../../../web/api.ts';
import { ConsoleBroken, ConsoleTitle } from '../../../../../web/console/states.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useParam } from '../../../../../web/router.tsx';
import { useMay } from '../../../../../web/session.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { matterTexts } from './texts.ts';

const UNSEEN: ReadonlySet<string> = new Set(['NOT_FOUND', 'FORBIDDEN']);

export function MatterUnseen({ error, reset }: { error: unknown; reset: () => void }) {
  const say = useTexts(matterTexts);
  const may = useMay();
  const number = useParam('number');
  if (!(error instanceof Problem) || !UNSEEN.has(error.code)) {
    return <ConsoleBroken error={error} reset={reset} />;
  }
  return (
    <div role="alert">
      <ConsoleTitle name={say('unseen')} />
      <p>{say('unseenWhy', { number })}</p>
      <p className="matter-row">
        <Link to={consolePaths.queue}>{say('toQueue')}</Link>
        {may('matter.read') && <Link to={consolePaths.search}>{say('toSearch')}</Link>}
      </p>
    </div>
  );
}
