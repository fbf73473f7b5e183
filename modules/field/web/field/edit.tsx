/** What came back, opened again: an act or a check-in with all that was filled in, to be mended. */
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { fieldPaths } from '../../../../web/paths.ts';
import { useParam } from '../../../../web/router.tsx';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Empty, Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { PageWaiting } from '../../../../web/ui/states.tsx';
import { type ActBegin, ActForm } from '../act-form.tsx';
import { CheckInForm } from '../check-in-form.tsx';
import { useEdited } from '../editing.ts';
import { isPhotos } from '../form-rules.ts';
import type { Photo } from '../photos.ts';
import type { ActDeed, ActFields, CheckInDeed, Deed, Item } from '../queue/item.ts';
import { photosIn } from '../report-keep.ts';
import { fieldOf } from '../said.ts';
import { type NewFile, replaceItem, useField } from '../state.ts';
import { fieldTexts, queueTexts, reportTexts } from '../texts.ts';

export function EditPage() {
  const id = useParam('item');
  return <Edit key={id} id={id} />;
}

function Edit({ id }: { id: string }) {
  const say = useTexts(queueTexts);
  const report = useTexts(reportTexts);
  const item = useEdited(id);
  const title = report('editing');
  return (
    <>
      <PageTitle name={title}>{title}</PageTitle>
      {item ? (
        <Opened item={item} />
      ) : (
        <Empty>
          <p>{say('editGone')}</p>
          <Link to={fieldPaths.queue}>{say('backToQueue')}</Link>
        </Empty>
      )}
    </>
  );
}

function Opened({ item }: { item: Item }) {
  const { deed } = item;
  if (deed.kind === 'act') return <Act item={item} deed={deed} />;
  if (deed.kind === 'checkIn') return <CheckIn item={item} deed={deed} />;
  return <Report item={item} />;
}

/** Why it came back, above the form. */
export function CameBack({ item }: { item: Item }) {
  const say = useTexts(queueTexts);
  const named = useNamed();
  if (!item.said) return null;
  return (
    <Notice tone={item.state === 'refused' ? 'bad' : 'warn'}>
      <p>{named(item.said.titles)}</p>
      {item.state === 'conflict' && <p>{say('editOnTop')}</p>}
    </Notice>
  );
}

/** Keeps it in the place of what it was, and goes back to the list. */
function useKeeping(item: Item) {
  const navigate = useNavigate();
  const [isLate, setLate] = useState(false);
  const back = () => void navigate({ to: fieldPaths.queue });
  const keep = async (deed: Deed, files: readonly NewFile[]) => {
    if (await replaceItem(item, deed, files)) back();
    else setLate(true);
  };
  return { keep, back, isLate };
}

function Late({ isLate, children }: { isLate: boolean; children: ReactNode }) {
  const say = useTexts(queueTexts);
  return (
    <>
      {isLate && <Notice tone="bad">{say('editLate')}</Notice>}
      {children}
    </>
  );
}

function Act({ item, deed }: { item: Item; deed: ActDeed }) {
  const say = useTexts(fieldTexts);
  const named = useNamed();
  const fields = useFormOf(deed, item);
  const [begin, setBegin] = useState<ActBegin | null>(null);
  const { keep, back, isLate } = useKeeping(item);
  useEffect(() => {
    const wrong = (name: string) => say('notTaken', { what: named(fields[name]) || name });
    // Once: what is being written is not overwritten by what comes later.
    void beginOf(item, deed, fields, wrong).then((next) => setBegin((now) => now ?? next));
  }, [item, deed, fields, say, named]);
  if (!begin) return <PageWaiting />;
  const { action, words } = deed;
  return (
    <>
      <CameBack item={item} />
      <h2>{deed.title || deed.number}</h2>
      <Late isLate={isLate}>
        <ActForm
          action={{ action, zh: words.zh, en: words.en, fields }}
          begin={begin}
          onKeep={(input, files) => keep({ ...deed, fields, input }, files)}
          onCancel={back}
        />
      </Late>
    </>
  );
}

const none: ActFields = {};

/** The form as it is now; else as it was filled in; else, of an older app's item, the task's. */
function useFormOf(deed: ActDeed, item: Item): ActFields {
  const { shift } = useField();
  const task = shift?.tasks.find((one) => one.number === deed.number);
  const taken = task?.actions.find((one) => one.action === deed.action)?.fields;
  return item.standing?.fields ?? deed.fields ?? taken ?? none;
}

async function beginOf(
  item: Item,
  deed: ActDeed,
  fields: ActFields,
  wrong: (name: string) => string,
): Promise<ActBegin> {
  const slots = Object.keys(fields).filter((name) => fields[name] && isPhotos(fields[name]));
  const photos: Record<string, Photo[]> = {};
  for (const slot of slots) {
    if (slot === 'beforePhotos' || slot === 'afterPhotos')
      photos[slot] = await photosIn(item, slot);
  }
  const names = (item.said?.fields ?? []).map(({ path }) => fieldOf(path));
  const faults = names.filter((name) => Object.hasOwn(fields, name));
  return {
    values: deed.input,
    photos,
    faults: Object.fromEntries(faults.map((name) => [name, wrong(name)])),
  };
}

function CheckIn({ item, deed }: { item: Item; deed: CheckInDeed }) {
  const { items } = useField();
  const [photos, setPhotos] = useState<readonly Photo[] | null>(null);
  const { keep, back, isLate } = useKeeping(item);
  useEffect(() => {
    void photosIn(item, 'photos').then((next) => setPhotos((now) => now ?? next));
  }, [item]);
  if (!photos) return <PageWaiting />;
  return (
    <>
      <CameBack item={item} />
      <h2>{deed.name}</h2>
      <Late isLate={isLate}>
        <CheckInForm
          begin={{ result: deed.result, note: deed.note, photos }}
          asksResult
          isSaid={items.some((one) => one.id === deed.reportItem)}
          onKeep={(form, files) => keep({ ...deed, ...form }, files)}
          onCancel={back}
        />
      </Late>
    </>
  );
}

/** A report has a page of its own. */
function Report({ item }: { item: Item }) {
  const say = useTexts(queueTexts);
  return (
    <Link to={fieldPaths.report} search={{ item: item.id }} className="button button-main">
      {say('edit')}
    </Link>
  );
}
