/** What was left unsent on this device: to go on with, or to delete, which can be undone. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTime } from '../../../../web/dates.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { useMarks, useTexts } from '../../../../web/texts.ts';
import { Button, Notice } from '../../../../web/ui/parts.tsx';
import { homeTexts } from './home-texts.ts';
import { removeDraft, useDrafts, type Written } from './report/draft-store.ts';

export function DraftsCard() {
  const say = useTexts(homeTexts);
  const drafts = useDrafts();
  const [undo, setUndo] = useState<(() => Promise<void>) | null>(null);
  const remove = async (id: string) => {
    const back = await removeDraft(id);
    setUndo(() => back);
  };
  const takeBack = async () => {
    await undo?.();
    setUndo(null);
  };
  return (
    <>
      {undo && (
        <Notice>
          <p role="status">
            {say('removed')}{' '}
            <Button look="link" onClick={() => void takeBack()}>
              {say('undo')}
            </Button>
          </p>
        </Notice>
      )}
      {drafts && drafts.length > 0 && (
        <section className="card" aria-labelledby="home-drafts">
          <h2 id="home-drafts">{say('drafts')}</h2>
          <ul className="plain-list">
            {drafts.map((written) => (
              <DraftLine
                key={written.draft.id}
                written={written}
                onRemove={() => void remove(written.draft.id)}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function DraftLine({ written, onRemove }: { written: Written; onRemove: () => void }) {
  const say = useTexts(homeTexts);
  const time = useTime();
  const marks = useMarks();
  const { draft } = written;
  const words = draft.text.trim() || draft.place?.name || say('draftEmpty');
  const step = draft.text.trim() ? 'check' : 'photo';
  return (
    <li className="home-draft">
      <span>
        {words}
        <small className="muted">{say('draftKept', { at: time(draft.updatedAt) })}</small>
      </span>
      <span className="home-draft-acts">
        <Link
          className="button button-plain"
          to={portalPaths.report}
          search={{ draft: draft.id, step }}
          aria-label={marks.pair(say('resume'), words)}
        >
          {say('resume')}
        </Link>
        <Button look="link" aria-label={marks.pair(say('remove'), words)} onClick={onRemove}>
          {say('remove')}
        </Button>
      </span>
    </li>
  );
}
