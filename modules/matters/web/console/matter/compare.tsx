/** Before and after, side by side or one over the other with a slider; both by keyboard. */
import { Image, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTime } from '../../../../../web/dates.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { attachmentPurposeWords } from '../../../contract/words.ts';
import type { Attached } from './attachments.tsx';
import { useWord } from './parts.tsx';
import { matterTexts } from './texts.ts';

type Look = 'side' | 'over';

export function Compare({
  before,
  after,
}: {
  before: readonly Attached[];
  after: readonly Attached[];
}) {
  const say = useTexts(matterTexts);
  const [look, setLook] = useState<Look>('side');
  const [first, setFirst] = useChosen(before);
  const [second, setSecond] = useChosen(after);
  if (!first || !second) return null;
  return (
    <section className="matter-compare" aria-label={say('compare')}>
      <div className="matter-row">
        <h3>{say('compare')}</h3>
        <Segmented<Look>
          aria-label={say('compare')}
          value={look}
          onChange={setLook}
          options={[
            { value: 'side', label: say('sideBySide') },
            { value: 'over', label: say('overlaid') },
          ]}
        />
        <Chooser label={say('chooseBefore')} files={before} chosen={first} onChoose={setFirst} />
        <Chooser label={say('chooseAfter')} files={after} chosen={second} onChoose={setSecond} />
      </div>
      {look === 'side' ? (
        <SideBySide first={first} second={second} />
      ) : (
        <Overlaid first={first} second={second} />
      )}
    </section>
  );
}

/** The newest of its side, until another is chosen. */
function useChosen(files: readonly Attached[]) {
  const [id, setId] = useState<string | null>(null);
  const chosen = files.find((one) => one.id === id) ?? files.at(-1);
  return [chosen, setId] as const;
}

function Chooser({
  label,
  files,
  chosen,
  onChoose,
}: {
  label: string;
  files: readonly Attached[];
  chosen: Attached;
  onChoose: (id: string) => void;
}) {
  const time = useTime();
  const word = useWord();
  if (files.length < 2) return null;
  return (
    <Select
      size="small"
      aria-label={label}
      value={chosen.id}
      onChange={onChoose}
      popupMatchSelectWidth={false}
      options={files.map((one, index) => ({
        value: one.id,
        label: `${word(attachmentPurposeWords, one.purpose)} ${index + 1} · ${time(one.takenAt ?? one.attachedAt)}`,
      }))}
    />
  );
}

type Pair = { first: Attached; second: Attached };

function SideBySide({ first, second }: Pair) {
  const say = useTexts(matterTexts);
  const time = useTime();
  return (
    <Image.PreviewGroup>
      <div className="matter-sides">
        {[first, second].map((one, index) => {
          const name = index === 0 ? say('chooseBefore') : say('chooseAfter');
          return (
            <figure key={one.id}>
              <Image src={one.href} alt={name} preview={{ cover: say('zoom') }} />
              <figcaption>
                {name} · {time(one.takenAt ?? one.attachedAt)}
              </figcaption>
            </figure>
          );
        })}
      </div>
    </Image.PreviewGroup>
  );
}

function Overlaid({ first, second }: Pair) {
  const say = useTexts(matterTexts);
  const [share, setShare] = useState(50);
  return (
    <div className="matter-over">
      <div className="matter-over-pictures">
        <img src={second.href} alt={say('chooseAfter')} />
        <img
          src={first.href}
          alt={say('chooseBefore')}
          style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}
        />
      </div>
      <label>
        <span className="matter-soft">{say('slider')}</span>
        <input
          type="range"
          min={0}
          max={100}
          value={share}
          onChange={(event) => setShare(Number(event.target.value))}
        />
      </label>
    </div>
  );
}
