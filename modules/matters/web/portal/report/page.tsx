/**
 * A report, a question a page. The step stands in the address, so that the browser's way back
 * works; what was written stands in the draft on the device.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useConnectionLost } from '../../../../../web/connection.ts';
import { useCounty } from '../../../../../web/county.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { CountyChoice } from '../../../../../web/portal/county-choice.tsx';
import { useSearchState } from '../../../../../web/router.tsx';
import { sharedTexts } from '../../../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Button, ErrorSummary, Notice, PageTitle, Waiting } from '../../../../../web/ui/parts.tsx';
import {
  type Draft,
  type Gap,
  gapsOf,
  type Step,
  stepAfter,
  stepBefore,
  stepOf,
  steps,
} from '../../report/draft.ts';
import { previewOf, questionsOf, useCategories, usePreview } from '../../report/preview.ts';
import { Done } from './done.tsx';
import { type DraftHandle, removeDraft, useDraft } from './draft-store.ts';
import { useGapText } from './parts.tsx';
import { CheckStep } from './step-check.tsx';
import { KindStep } from './step-kind.tsx';
import { NearStep } from './step-near.tsx';
import { PhotoStep } from './step-photo.tsx';
import { GridWorker, PlaceStep, useCodedPlace } from './step-place.tsx';
import { WordsStep } from './step-words.tsx';
import { reportTexts } from './texts.ts';
import './report.css';

export function ReportPage() {
  const say = useTexts(reportTexts);
  const { county } = useCounty();
  const [search] = useSearchState();
  if (search.done) return <Done number={search.done} isFollowed={search.how === 'followed'} />;
  if (county) return <Writing county={county.county} />;
  return (
    <>
      <PageTitle name={say('title')}>{say('title')}</PageTitle>
      <CountyChoice />
    </>
  );
}

function Writing({ county }: { county: string }) {
  const say = useTexts(reportTexts);
  const [{ draft }, setSearch] = useSearchState();
  const [fresh] = useState(() => crypto.randomUUID());
  const id = draft ?? fresh;
  const handle = useDraft(id);
  useEffect(() => {
    // From here on a reload finds the same draft again.
    if (!draft) setSearch({ draft: fresh }, { replace: true });
  });
  if (!handle) return <Waiting words={say('loading')} />;
  return <Steps key={id} handle={handle} county={county} />;
}

function Steps({ handle, county }: { handle: DraftHandle; county: string }) {
  const [search, setSearch] = useSearchState();
  const navigate = useNavigate();
  const { draft } = handle;
  const step = stepOf(search.step);
  const [tried, setTried] = useState<Step | null>(null);
  const preview = usePreview(draft).data;
  const questions = questionsOf(useCategories(county), draft.category);
  const isAnythingNear = (preview?.near.length ?? 0) > 0;
  const coded = useCodedPlace(search.place);
  useCodedStart(handle, coded.place);
  useSuggestion(handle, preview?.suggestedCategory ?? null);
  const all = gapsOf(draft, questions);
  const gaps = all.filter((gap) => step === 'check' || gap.step === step);
  const goTo = (next: Step) => {
    setTried(null);
    setSearch({ step: next });
  };
  const isNear = useIsAnythingNear(draft);
  const next = async () => {
    setTried(step);
    if (gaps.length > 0 || step === 'check') return;
    goTo(stepAfter(step, step === 'kind' && (await isNear())));
  };
  const end = async (number: string, how?: 'followed') => {
    await navigate({ to: portalPaths.report, search: { done: number, how } });
    await removeDraft(draft.id);
  };
  const props = { handle, county, gaps: tried === step ? gaps : [], onNext: () => void next() };
  const before = stepBefore(step, isAnythingNear);
  return (
    <>
      {before && (
        <Button look="link" onClick={() => goTo(before)}>
          ‹ <BackWords />
        </Button>
      )}
      <Heading step={step} isAnythingNear={isAnythingNear} />
      <Around coded={coded} isFirst={step === 'photo'} />
      {tried === step && step !== 'check' && <Faults gaps={gaps} />}
      {step === 'photo' && <PhotoStep {...props} />}
      {step === 'place' && <PlaceStep {...props} />}
      {step === 'words' && <WordsStep {...props} />}
      {step === 'kind' && <KindStep {...props} />}
      {step === 'near' && (
        <NearStep {...props} onFollowed={(number) => void end(number, 'followed')} />
      )}
      {step === 'check' && (
        <CheckStep
          {...props}
          gaps={tried === step ? gaps : []}
          onGoTo={goTo}
          missing={gaps.length}
          onSent={(number) => void end(number)}
        />
      )}
    </>
  );
}

function Faults({ gaps }: { gaps: readonly Gap[] }) {
  const shared = useTexts(sharedTexts);
  const named = useNamed();
  const gapText = useGapText();
  const errors = gaps.map((gap) => ({ id: gap.id, text: gapText(gap, named) ?? '' }));
  return <ErrorSummary title={shared('mend')} errors={errors} />;
}

function BackWords() {
  const say = useTexts(reportTexts);
  return <>{say('back')}</>;
}

const titles = {
  photo: 'photoTitle',
  place: 'placeTitle',
  words: 'wordsTitle',
  kind: 'kindTitle',
  near: 'nearTitle',
  check: 'checkTitle',
} as const satisfies Record<Step, string>;

function Heading({ step, isAnythingNear }: { step: Step; isAnythingNear: boolean }) {
  const say = useTexts(reportTexts);
  const asked = steps.filter((one) => one !== 'near' || isAnythingNear || step === 'near');
  const place = { at: asked.indexOf(step) + 1, all: asked.length };
  return (
    <>
      <p className="report-progress">{say('progress', place)}</p>
      <PageTitle key={step} name={say(titles[step])}>
        {say(titles[step])}
      </PageTitle>
    </>
  );
}

/** For every step: whether there is a network, and the place of the code that led here. */
function Around({ coded, isFirst }: { coded: ReturnType<typeof useCodedPlace>; isFirst: boolean }) {
  const say = useTexts(reportTexts);
  const isLost = useConnectionLost();
  return (
    <>
      {isLost && <Notice tone="warn">{say('offline')}</Notice>}
      {coded.isUnknown && <Notice tone="warn">{say('placeCodeUnknown')}</Notice>}
      {isFirst && coded.place && !coded.isUnknown && (
        <Notice>
          <p>
            <strong>{say('placeCode', { name: coded.place.name })}</strong>
          </p>
          {coded.place.workerPublicName && (
            <GridWorker name={coded.place.workerPublicName} phone={coded.place.dutyPhone} />
          )}
        </Notice>
      )}
    </>
  );
}

/** Asked anew before that question is passed over: the last answer may be of other words. */
function useIsAnythingNear(draft: Draft): () => Promise<boolean> {
  const client = useQueryClient();
  return async () => {
    const preview = await client.ensureQueryData(previewOf(draft)).catch(() => null);
    return preview !== null && preview.near.length > 0;
  };
}

type CodedPlace = ReturnType<typeof useCodedPlace>['place'];

/** The code fills the place in once; who then chooses another keeps that. */
function useCodedStart({ draft, change }: DraftHandle, place: CodedPlace): void {
  useEffect(() => {
    if (!place?.isActive || draft.place !== null) return;
    change({ place: { by: 'code', point: place.point, name: place.name } });
  }, [place, draft.place, change]);
}

/** The suggestion is taken until the writer chooses. */
function useSuggestion({ draft, change }: DraftHandle, suggested: string | null): void {
  useEffect(() => {
    if (draft.isCategoryChosen || suggested === null || suggested === draft.category) return;
    change({ category: suggested });
  }, [draft.isCategoryChosen, draft.category, suggested, change]);
}
