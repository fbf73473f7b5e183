/** Photos and documents; those before and after beside each other. */
import { useTime } from '../../../../../web/dates.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { attachmentPurposeWords } from '../../../contract/words.ts';
import { Compare } from './compare.tsx';
import type { Matter } from './form-rules.ts';
import { Panel, useWord } from './parts.tsx';
import { matterTexts } from './texts.ts';
import './files.css';

export type Attached = Matter['attachments'][number];

export const isPicture = (one: Attached) => one.medium === 'picture';

/** `report` photos show the trouble as it was: they are before, too. */
export const isBefore = (one: Attached) =>
  isPicture(one) && (one.purpose === 'before' || one.purpose === 'report');
export const isAfter = (one: Attached) =>
  isPicture(one) && (one.purpose === 'after' || one.purpose === 'result');

export function AttachmentsPanel({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const { attachments } = matter;
  const before = attachments.filter(isBefore);
  const after = attachments.filter(isAfter);
  return (
    <Panel
      id="attachments"
      title={say('attachments')}
      empty={attachments.length === 0 && say('noAttachments')}
    >
      {before.length > 0 && after.length > 0 && <Compare before={before} after={after} />}
      <ul className="matter-files">
        {attachments.map((one, index) => (
          <li key={one.id}>
            <File file={one} index={index + 1} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function File({ file, index }: { file: Attached; index: number }) {
  const say = useTexts(matterTexts);
  const time = useTime();
  const word = useWord();
  const purpose = word(attachmentPurposeWords, file.purpose);
  const name = say('photo', { purpose, index });
  return (
    <figure>
      <a href={file.href} target="_blank" rel="noreferrer">
        {file.thumbHref ? (
          <img src={file.thumbHref} alt={name} loading="lazy" width={120} height={90} />
        ) : (
          <span className="matter-file">{say('openFile')}</span>
        )}
      </a>
      <figcaption>
        {purpose} · {time(file.takenAt ?? file.attachedAt)}
        {file.isPublic && ` · ${say('public')}`}
      </figcaption>
    </figure>
  );
}
