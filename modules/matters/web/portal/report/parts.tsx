/** Parts that the steps share. */
import type { ReactNode } from 'react';
import { useTexts } from '../../../../../web/texts.ts';
import { Button, Notice } from '../../../../../web/ui/parts.tsx';
import type { Gap } from '../../report/draft.ts';
import type { DraftHandle } from './draft-store.ts';
import { reportTexts } from './texts.ts';

/** What each step is given. */
export type StepProps = {
  handle: DraftHandle;
  county: string;
  /** Shown at the fields once the reader tried to go on. */
  gaps: readonly Gap[];
  onNext: () => void;
};

export function NextButton({
  onNext,
  words,
  isAside = false,
}: {
  onNext: () => void;
  words?: string;
  /** Going on is possible, but not what is asked for. */
  isAside?: boolean;
}) {
  const say = useTexts(reportTexts);
  return (
    <Button isWide look={isAside ? 'plain' : 'main'} onClick={onNext}>
      {words ?? say('next')}
    </Button>
  );
}

/** Said where a category or the words call for it, and read out. */
export function EmergencyNote({ number }: { number: string | null | undefined }) {
  const say = useTexts(reportTexts);
  if (!number) return null;
  return (
    <Notice tone="bad">
      <p>{say('emergency', { number })}</p>
      <p>
        <a className="button button-bad" href={`tel:${number}`}>
          {say('call', { number })}
        </a>
      </p>
    </Notice>
  );
}

export function useGapText(): (gap: Gap | undefined, nameOf: NameOf) => string | null {
  const say = useTexts(reportTexts);
  return (gap, nameOf) =>
    gap ? say(gap.why, { question: gap.question ? nameOf(gap.question) : '' }) : null;
}
type NameOf = (named: { zh: string; en: string }) => string;

export function Row({
  name,
  onChange,
  children,
}: {
  name: string;
  onChange?: () => void;
  children: ReactNode;
}) {
  const say = useTexts(reportTexts);
  return (
    <div className="report-row">
      <dt>{name}</dt>
      <dd>{children}</dd>
      {onChange && (
        <dd>
          <Button look="link" aria-label={say('changeOf', { what: name })} onClick={onChange}>
            {say('change')}
          </Button>
        </dd>
      )}
    </div>
  );
}
