/** Where a report form begins, and how it is kept: as a deed, or in the place of another. */
import { type Photo, smallerPhotos } from './photos.ts';
import type { Item, QueuedFile } from './queue/item.ts';
import { deedOf, emptyReport, type ReportForm } from './report-form.ts';
import { addDeed, blobOf, type NewFile, readDraft, replaceItem, type Shift } from './state.ts';

export type Point = Shift['patrol']['items'][number];
export type Start = { form: ReportForm; isDraft: boolean };

export async function startOf(edited: Item | null, point: Point | null): Promise<Start> {
  if (edited) return { form: await formOf(edited), isDraft: false };
  if (point) {
    const { lon, lat, name } = point;
    return { form: { ...emptyReport, place: { lon, lat }, address: name }, isDraft: false };
  }
  // Written by this page only.
  const draft = (await readDraft()) as Partial<ReportForm> | undefined;
  return draft
    ? {
        form: { ...emptyReport, isCategoryChosen: Boolean(draft.category), ...draft },
        isDraft: true,
      }
    : { form: emptyReport, isDraft: false };
}

/** The pictures of an item that lie on this phone still. */
export async function photosIn(item: Item, slot: QueuedFile['slot']): Promise<Photo[]> {
  const files = item.files.filter((file) => file.slot === slot && file.type.startsWith('image/'));
  const photos = files.map(async ({ id, name }) => ({ id, name, blob: await blobOf(id) }));
  return (await Promise.all(photos)).flatMap(({ blob, ...rest }) =>
    blob ? [{ ...rest, blob }] : [],
  );
}

async function formOf(item: Item): Promise<ReportForm> {
  const { deed } = item;
  if (deed.kind !== 'report') return emptyReport;
  const photosOf = (slot: QueuedFile['slot']) => photosIn(item, slot);
  const voice = item.files.find((file) => file.type.startsWith('audio/'));
  return {
    ...emptyReport,
    photos: await photosOf('attachments'),
    before: await photosOf('beforePhotos'),
    after: await photosOf('afterPhotos'),
    voice: voice ? await blobOf(voice.id) : null,
    place: deed.point,
    address: deed.address,
    text: deed.text,
    category: deed.category,
    isCategoryChosen: true,
    fields: deed.fields,
    isUrgent: deed.urgency === 'urgent',
    isSelfHandled: deed.selfHandled !== null,
    selfText: deed.selfHandled ?? '',
  };
}

/** False: what was to be changed was sent in the meantime, and stays as it was. */
export async function keepReport(
  form: ReportForm,
  about: { edited: Item | null; point: Point | null; voiceWords: string },
): Promise<boolean> {
  const { edited, point, voiceWords } = about;
  const deed = deedOf(form, voiceWords);
  const files = filesOf(form);
  if (edited) return replaceItem(edited, deed, files);
  const item = await addDeed(deed, files);
  if (!point) return true;
  const { county, id, name } = point;
  const trouble = { result: 'trouble', note: '', reportItem: item.id } as const;
  await addDeed({ kind: 'checkIn', county, point: id, name, ...trouble }, []);
  return true;
}

function filesOf(form: ReportForm): NewFile[] {
  const named = (slot: NewFile['slot'], photos: readonly Photo[]): NewFile[] =>
    photos.map(({ id, blob, name }) => ({ id, slot, blob, name }));
  const voice = form.voice;
  const ending = voice?.type === 'audio/mpeg' ? 'mp3' : voice?.type === 'audio/amr' ? 'amr' : 'm4a';
  return [
    ...named('attachments', form.photos),
    ...(voice ? [{ slot: 'attachments' as const, blob: voice, name: `voice.${ending}` }] : []),
    ...(form.isSelfHandled ? named('beforePhotos', form.before) : []),
    ...(form.isSelfHandled ? named('afterPhotos', form.after) : []),
  ];
}

/** The same with smaller photos, for a phone without room. */
export async function smaller(form: ReportForm): Promise<ReportForm> {
  const [photos, before, after] = await Promise.all([
    smallerPhotos(form.photos),
    smallerPhotos(form.before),
    smallerPhotos(form.after),
  ]);
  return { ...form, photos, before, after };
}
