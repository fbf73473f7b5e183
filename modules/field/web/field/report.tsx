/**
 * Reporting on a walk: photo, place, words or voice, category, and the next one. Everything is kept
 * on the phone; what is half-written survives the app.
 */
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { ZONE } from '../../../../web/dates.ts';
import { fieldPaths } from '../../../../web/paths.ts';
import { useSearchState } from '../../../../web/router.tsx';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Button, Empty, ErrorSummary, Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { useEdited } from '../editing.ts';
import { type FormField, faultsOf } from '../form-rules.ts';
import { Icon } from '../icons.tsx';
import type { Item } from '../queue/item.ts';
import { isStorageFull } from '../queue/store.ts';
import { fieldIds, Scene, Sort, Words } from '../report-fields.tsx';
import {
  isBegun,
  type Missing,
  missingOf,
  type ReportForm,
  withSuggestion,
} from '../report-form.ts';
import { keepReport, type Point, type Start, smaller, startOf } from '../report-keep.ts';
import { keepDraft, type Shift, serverNow, useField, useOwnItems } from '../state.ts';
import { fieldTexts, queueTexts, reportTexts } from '../texts.ts';
import { reportNumber } from '../work.ts';
import { CameBack } from './edit.tsx';

export function ReportPage() {
  const [{ point = '', item = '' }] = useSearchState();
  return <Report key={`${item}|${point}`} itemId={item} pointId={point} />;
}

function Report({ itemId, pointId }: { itemId: string; pointId: string }) {
  const say = useTexts(reportTexts);
  const field = useTexts(fieldTexts);
  const queue = useTexts(queueTexts);
  const { shift } = useField();
  const own = useOwnItems();
  const navigate = useNavigate();
  const edited = useEdited(itemId);
  const [point] = useState(() => shift?.patrol.items.find((one) => one.id === pointId) ?? null);
  const [start, setStart] = useState<Start | null>(null);
  const [round, setRound] = useState(0);
  const [saved, setSaved] = useState(0);
  useEffect(() => {
    if (round >= 0) void startOf(edited, point).then(setStart);
  }, [edited, point, round]);
  const title = edited ? say('editing') : say('title');
  const isGone = itemId !== '' && !edited;
  return (
    <>
      <PageTitle name={title}>{title}</PageTitle>
      {!shift && <Notice tone="warn">{field('noShift')}</Notice>}
      {isGone && (
        <Empty>
          <p>{queue('editGone')}</p>
          <Link to={fieldPaths.queue}>{queue('backToQueue')}</Link>
        </Empty>
      )}
      {saved > 0 && (
        <Saved
          count={saved}
          onAnother={() => {
            setSaved(0);
            // The place that one came from has had its check-in.
            void navigate({ to: fieldPaths.report, search: {} });
          }}
        />
      )}
      {shift && start && !isGone && saved === 0 && (
        <Form
          key={round}
          shift={shift}
          start={start}
          edited={edited}
          point={point}
          onSaved={() => {
            if (edited) {
              void navigate({ to: fieldPaths.queue });
              return;
            }
            setSaved(reportNumber(own, serverNow(), ZONE));
            setStart(null);
            setRound(round + 1);
          }}
          onDrop={() => {
            void keepDraft(null).then(() => {
              setStart(null);
              setRound(round + 1);
            });
          }}
        />
      )}
    </>
  );
}

function Saved({ count, onAnother }: { count: number; onAnother: () => void }) {
  const say = useTexts(reportTexts);
  return (
    <div className="card" role="status">
      <h2>
        <Icon name="ok" /> {say('saved')}
      </h2>
      <p>{say('savedHelp', { count })}</p>
      <div className="actions">
        <Button isWide onClick={onAnother}>
          {say('another')}
        </Button>
        <Link to={fieldPaths.queue} className="button button-plain button-wide">
          {say('toQueue')}
        </Link>
      </div>
    </div>
  );
}

type FormProps = {
  shift: Shift;
  start: Start;
  edited: Item | null;
  point: Point | null;
  onSaved: () => void;
  onDrop: () => void;
};

const DRAFT_MS = 600;

/** The form with its draft and its faults; `save` keeps it, or says that there is no room. */
function useReportForm({ shift, start, edited, point, onSaved }: FormProps) {
  const say = useTexts(reportTexts);
  const field = useTexts(fieldTexts);
  const named = useNamed();
  const [form, setForm] = useState(start.form);
  // What is missing is shown from the first try on, and goes as soon as it is mended.
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<'idle' | 'saving' | 'full' | 'late'>('idle');
  const category = shift.categories.find((one) => one.code === form.category) ?? null;
  const isDrafted = !edited && !point;
  useEffect(() => {
    if (!isDrafted || !isBegun(form)) return;
    const timer = setTimeout(() => void keepDraft(form), DRAFT_MS);
    return () => clearTimeout(timer);
  }, [form, isDrafted]);
  const save = async (kept: ReportForm) => {
    setState('saving');
    try {
      const isKept = await keepReport(kept, { edited, point, voiceWords: say('voiceOnly') });
      if (isDrafted) await keepDraft(null);
      if (isKept) onSaved();
      else setState('late');
    } catch (error) {
      setState(isStorageFull(error) ? 'full' : 'idle');
      if (!isStorageFull(error)) throw error;
    }
  };
  const words = (one: FormField) => field('required', { what: named(one) });
  const found = missingOf(form, category);
  const wrong = faultsOf(category?.form ?? {}, form.fields, words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTries(tries + 1);
    if (found.length === 0 && Object.keys(wrong).length === 0) void save(form);
  };
  const saveSmaller = async () => {
    const small = await smaller(form);
    setForm(small);
    await save(small);
  };
  const missing = tries > 0 ? found : [];
  const faults = tries > 0 ? wrong : {};
  const errors = [
    ...missing.map((code) => ({ id: fieldIds[code], text: say(code) })),
    ...Object.entries(faults).map(([name, text]) => ({ id: `category-${name}`, text })),
  ];
  const part = {
    form,
    fault: (code: Missing) => (missing.includes(code) ? say(code) : null),
    onChange: (next: Partial<ReportForm>) =>
      setForm((now) => withSuggestion({ ...now, ...next }, shift.categories)),
  };
  return { part, category, faults, errors, tries, state, submit, saveSmaller };
}

function Form(props: FormProps) {
  const { shift, start, edited, point, onDrop } = props;
  const say = useTexts(reportTexts);
  const shared = useTexts(sharedTexts);
  const queue = useTexts(queueTexts);
  const report = useReportForm(props);
  const { part, category, faults, state } = report;
  return (
    <form onSubmit={report.submit} noValidate>
      <ErrorSummary title={shared('mend')} errors={report.errors} attempt={report.tries} />
      {edited && <CameBack item={edited} />}
      {point && <Notice>{say('forPoint', { name: point.name })}</Notice>}
      {start.isDraft && (
        <Notice>
          <p>{say('draftKept')}</p>
          <Button look="plain" onClick={onDrop}>
            {say('draftDrop')}
          </Button>
        </Notice>
      )}
      <Scene {...part} shift={shift} />
      <Words {...part} />
      <Sort {...part} shift={shift} category={category} faults={faults} />
      {state === 'late' && <Notice tone="bad">{queue('editLate')}</Notice>}
      {state === 'full' && (
        <Notice tone="bad">
          <p>{say('full')}</p>
          <Button look="plain" onClick={() => void report.saveSmaller()}>
            {say('shrink')}
          </Button>
        </Notice>
      )}
      <Button type="submit" isWide disabled={state === 'saving'}>
        {state === 'saving' ? say('saving') : say('save')}
      </Button>
    </form>
  );
}
