/** Photos of a matter: those of the report, before and after side by side, then what else is. */
import { useTime } from '../../../../../web/dates.ts';
import { useTexts } from '../../../../../web/texts.ts';
import type { OwnMatter } from './queries.ts';
import { ownTexts } from './texts.ts';

type Attachment = OwnMatter['attachments'][number];

export function Pictures({ attachments }: { attachments: readonly Attachment[] }) {
  const say = useTexts(ownTexts);
  // The copies for the public are of pictures that stand here already.
  const own = attachments.filter((one) => one.purpose !== 'covered');
  if (own.length === 0) return null;
  const of = (...purposes: string[]) => own.filter((one) => purposes.includes(one.purpose));
  const groups = [
    { name: say('fromReport'), items: of('report') },
    { name: say('before'), items: of('before', 'message') },
    { name: say('after'), items: of('after', 'result') },
    { name: say('others'), items: of('evidence', 'document') },
  ].filter((group) => group.items.length > 0);
  return (
    <section aria-labelledby="pictures">
      <h2 id="pictures">{say('pictures')}</h2>
      <div className="own-pictures">
        {groups.map((group) => (
          <figure key={group.name} className="own-picture-group">
            <figcaption>{group.name}</figcaption>
            {group.items.map((one) => (
              <Picture key={one.id} one={one} what={group.name} />
            ))}
          </figure>
        ))}
      </div>
    </section>
  );
}

function Picture({ one, what }: { one: Attachment; what: string }) {
  const say = useTexts(ownTexts);
  const time = useTime();
  const name = say('pictureOf', { what, at: time(one.takenAt ?? one.attachedAt) });
  return (
    <a href={one.href} target="_blank" rel="noreferrer" className="own-picture">
      {one.thumbHref ? <img src={one.thumbHref} alt={name} loading="lazy" /> : say('file')}
    </a>
  );
}
