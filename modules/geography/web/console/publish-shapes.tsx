/** Publishes what was looked at; closed with a reason while it must not be. */
import { useMutation } from '@tanstack/react-query';
import { App, Checkbox } from 'antd';
import { useState } from 'react';
import { sendFile } from '../../../../web/api.ts';
import { GuardedButton } from '../../../../web/console/admin/parts.tsx';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTexts } from '../../../../web/texts.ts';
import { placesAdminTexts } from './admin-texts.ts';
import { type Chosen, fieldsOf, type ShapePreview } from './chosen.ts';

export function PublishShapes({
  chosen,
  preview,
  onPublished,
}: {
  chosen: Chosen;
  preview: ShapePreview;
  onPublished: () => void;
}) {
  const say = useTexts(placesAdminTexts);
  const { modal, message } = App.useApp();
  const [isAllowed, allow] = useState(false);
  const publish = useMutation({
    mutationFn: () =>
      sendFile('POST /api/boundaries', chosen.file, {
        ...fieldsOf(chosen),
        basedOn: String(preview.basedOn),
        isStrict: String(!isAllowed),
      }),
    onSuccess: ({ edition }) => {
      message.success(say('published', { edition: edition ?? '' }));
      onPublished();
    },
  });
  const closed = whyClosed(preview, isAllowed);
  const { from, added, changed, ended } = preview;
  const ask = () =>
    void modal.confirm({
      title: say('publish'),
      content: say('publishAsk', { from, added, changed, ended }),
      onOk: () => publish.mutateAsync().catch(() => undefined),
    });
  return (
    <>
      {preview.warnings > 0 && preview.errors === 0 && (
        <p>
          <Checkbox checked={isAllowed} onChange={(event) => allow(event.target.checked)}>
            {say('allow')}
          </Checkbox>
        </p>
      )}
      <div className="admin-bar">
        <GuardedButton
          permission="region.import"
          type="primary"
          why={closed && say(closed)}
          loading={publish.isPending}
          onClick={ask}
        >
          {say('publish')}
        </GuardedButton>
        {closed && <span className="admin-soft">{say(closed)}</span>}
      </div>
      <ProblemNotice error={publish.error} />
    </>
  );
}

function whyClosed(preview: ShapePreview, isAllowed: boolean) {
  if (preview.errors > 0) return 'closedErrors' as const;
  if (preview.features === 0) return 'closedEmpty' as const;
  if (preview.added + preview.changed + preview.ended === 0) return 'closedSame' as const;
  return preview.warnings > 0 && !isAllowed ? ('closedWarnings' as const) : null;
}
