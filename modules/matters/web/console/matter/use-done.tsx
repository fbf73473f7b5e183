/** After an act is done: the form goes, and what takes it back is offered. */
import { App, Button } from 'antd';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { matterTexts } from './texts.ts';
import type { FormAbout } from './use-act-form.ts';

const UNDO_S = 15;

export function useDone({ begun, onClose, onStart }: FormAbout): () => void {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { notification } = App.useApp();
  const { action } = begun;
  return () => {
    onClose();
    // The button that was pressed may be gone: the focus goes on to what may be done now.
    document.getElementById('actions')?.focus({ preventScroll: true });
    const { undoneBy } = action;
    notification.success({
      title: say('done', { action: named(action) }),
      role: 'status',
      ...(undoneBy && {
        duration: UNDO_S,
        actions: (
          <Button size="small" onClick={() => onStart(undoneBy.code)}>
            {say('undo', { action: named(undoneBy) })}
          </Button>
        ),
      }),
    });
  };
}
