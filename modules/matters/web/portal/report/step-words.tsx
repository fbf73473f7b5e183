/** The words. What they look like is said at once, and whom to call where they speak of danger. */
import { useId } from 'react';
import { useMarks, useNamed, useTexts } from '../../../../../web/texts.ts';
import { Field } from '../../../../../web/ui/parts.tsx';
import { TEXT_MAX } from '../../report/draft.ts';
import { useCategories, usePreview } from '../../report/preview.ts';
import { EmergencyNote, NextButton, type StepProps, useGapText } from './parts.tsx';
import { reportTexts } from './texts.ts';

export function WordsStep({ handle, county, gaps, onNext }: StepProps) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  const marks = useMarks();
  const gapText = useGapText();
  const { draft, change } = handle;
  const preview = usePreview(draft).data;
  const categories = useCategories(county);
  const hint = useId();
  const suggested = categories.find(({ code }) => code === preview?.suggestedCategory);
  const gap = gaps.find(({ step }) => step === 'words');
  return (
    <>
      <Field
        id="report-words"
        label={say('words')}
        hint={say('wordsHint')}
        error={gapText(gap, named)}
      >
        {(tie) => (
          <textarea
            {...tie}
            className="input"
            maxLength={TEXT_MAX}
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
      <div aria-live="polite" id={hint}>
        {suggested && draft.text.trim() !== '' && (
          <p className="report-guess">
            {say('looksLike', { name: named(suggested) })}{' '}
            <span className="muted">
              {say('looksLikeBy', { words: marks.list(preview?.suggestedBy ?? []) })}
            </span>
          </p>
        )}
      </div>
      <EmergencyNote number={preview?.emergency} />
      <NextButton onNext={onNext} />
    </>
  );
}
