/** All on one page before it is sent: what was written, what comes of it by when, who sees it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../../../../web/api.ts';
import { PhoneSignIn } from '../../../../../web/portal/phone-sign-in.tsx';
import { sessionQuery, useSessionIfKnown } from '../../../../../web/session.ts';
import { sharedTexts } from '../../../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Button, ErrorSummary, Notice, Tick } from '../../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import type { AnswerValue, Gap, Step } from '../../report/draft.ts';
import { questionsOf, useCategories, usePreview } from '../../report/preview.ts';
import { writtenNow } from './draft-store.ts';
import { EmergencyNote, Row, type StepProps, useGapText } from './parts.tsx';
import { isPhotoFault, sendDraft } from './send.ts';
import { reportTexts } from './texts.ts';
import { WhatHappens } from './what-happens.tsx';

type CheckProps = StepProps & {
  /** How much is still missing, shown or not. */
  missing: number;
  onGoTo: (step: Step) => void;
  onSent: (number: string) => void;
};

export function CheckStep(props: CheckProps) {
  const { handle } = props;
  const { draft, change } = handle;
  const say = useTexts(reportTexts);
  const preview = usePreview(draft);
  const isAlwaysPrivate = preview.data?.isPrivate === true && !draft.isPrivate;
  return (
    <>
      <Summary {...props} />
      <EmergencyNote number={preview.data?.emergency} />
      <WhatHappens
        preview={preview.data ?? null}
        error={preview.error}
        isReady={props.missing === 0}
        isAnonymous={draft.isAnonymous}
      />
      <section className="card">
        <h2>{say('whoSees')}</h2>
        <p>{say('whoSeesHint')}</p>
        {isAlwaysPrivate ? (
          <p>{say('privateByKind')}</p>
        ) : (
          <Tick
            label={say('private')}
            hint={say('privateHint')}
            checked={draft.isPrivate}
            onChange={(isPrivate) => change({ isPrivate })}
          />
        )}
        <Tick
          label={say('anonymous')}
          hint={say('anonymousHint')}
          checked={draft.isAnonymous}
          onChange={(isAnonymous) => change({ isAnonymous })}
        />
      </section>
      <Send {...props} />
    </>
  );
}

function Summary({ handle, county, gaps, onGoTo }: CheckProps) {
  const say = useTexts(reportTexts);
  const shared = useTexts(sharedTexts);
  const named = useNamed();
  const gapText = useGapText();
  const { draft, photos } = handle;
  const categories = useCategories(county);
  const category = categories.find(({ code }) => code === draft.category);
  const questions = questionsOf(categories, draft.category);
  const where = usePreview(draft).data?.place.words;
  const errors = gaps.map((gap) => ({ id: rowOf(gap), text: gapText(gap, named) ?? '' }));
  return (
    <section className="card">
      <ErrorSummary title={shared('mend')} errors={errors} />
      <h2>{say('your')}</h2>
      <dl className="report-rows">
        <Row name={say('words')} onChange={() => onGoTo('words')}>
          <span id="row-words" tabIndex={-1}>
            {draft.text || say('none')}
          </span>
        </Row>
        <Row name={say('place')} onChange={() => onGoTo('place')}>
          <span id="row-place" tabIndex={-1}>
            {draft.place
              ? [draft.place.name || say('chosenPoint'), draft.address].filter(Boolean).join(' · ')
              : say('none')}
          </span>
          <small className="report-answer">{where}</small>
        </Row>
        <Row name={say('kind')} onChange={() => onGoTo('kind')}>
          <span id="row-kind" tabIndex={-1}>
            {category ? named(category) : say('kindLater')}
          </span>
          {Object.entries(questions).map(([name, question]) => (
            <AnswerLine key={name} question={question} value={draft.fields[name]} />
          ))}
        </Row>
        <Row name={say('photos')} onChange={() => onGoTo('photo')}>
          {photos.length === 0 ? say('none') : say('photosCount', { count: photos.length })}
        </Row>
      </dl>
    </section>
  );
}

const rowOf = (gap: Gap) => `row-${gap.step}`;

type Asked = ReturnType<typeof questionsOf>[string];

function AnswerLine({ question, value }: { question: Asked; value: AnswerValue }) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  if (value === undefined || value === '') return null;
  const choice = question.choices?.find(({ code }) => code === value);
  const shown =
    typeof value === 'boolean' ? say(value ? 'yes' : 'no') : choice ? named(choice) : String(value);
  return (
    <small className="report-answer">
      {say('answerIs', { question: named(question), answer: shown })}
    </small>
  );
}

function Send({ handle, county, missing, onNext, onGoTo, onSent }: CheckProps) {
  const say = useTexts(reportTexts);
  const session = useSessionIfKnown();
  const client = useQueryClient();
  const { draft, photos } = handle;
  const categories = useCategories(county);
  const [isAsking, setAsking] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setError(null);
    setShare(0);
    try {
      const written = writtenNow(draft.id) ?? { draft, photos };
      const questions = questionsOf(categories, written.draft.category);
      onSent(await sendDraft(written, { questions, onProgress: setShare }));
    } catch (fault) {
      setError(fault);
    } finally {
      setShare(null);
    }
  };
  const begin = async () => {
    onNext();
    if (missing > 0 || share !== null) return;
    setError(null);
    try {
      // Written without a network: who sends it may not be known yet.
      const { kind } = session ?? (await client.fetchQuery(sessionQuery));
      if (kind === 'resident') void send();
      else setAsking(true);
    } catch (fault) {
      setError(fault);
    }
  };
  if (isAsking && session?.kind !== 'resident') {
    return (
      <section className="card">
        <h2 ref={takeFocus} tabIndex={-1}>
          {say('signInToSend')}
        </h2>
        <p>{say('signInHint')}</p>
        <PhoneSignIn onDone={() => void send()} />
      </section>
    );
  }
  return (
    <>
      <SendFault error={error} onGoTo={onGoTo} />
      {share !== null && photos.length > 0 && (
        <progress max={1} value={share} aria-label={say('sendingPhotos')} />
      )}
      <Button isWide disabled={share !== null} onClick={() => void begin()}>
        {share === null ? say('send') : say('sending')}
      </Button>
    </>
  );
}

/** The button that was pressed is gone: the reader goes on here. */
const takeFocus = (heading: HTMLElement | null) => heading?.focus();

function SendFault({ error, onGoTo }: { error: unknown; onGoTo: (step: Step) => void }) {
  const say = useTexts(reportTexts);
  if (!error) return null;
  if (isPhotoFault(error)) {
    return (
      <>
        <ProblemNote error={error.problem} />
        <p>
          {say('photoFault', { at: error.at })}{' '}
          <Button look="link" onClick={() => onGoTo('photo')}>
            {say('changePhotos')}
          </Button>
        </p>
      </>
    );
  }
  const code = error instanceof Problem ? error.code : null;
  if (code === 'KEY_REUSED') return <Notice tone="warn">{say('sentAlready')}</Notice>;
  return (
    <>
      <ProblemNote error={error} />
      {code === 'NETWORK' && <p>{say('mayRetry')}</p>}
    </>
  );
}
