/** Sends a draft: its photos first, each once, then the report under its own key. */
import { api, Problem, upload } from '../../../../../web/api.ts';
import { bodyOf, type DraftPhoto, type Question } from '../../report/draft.ts';
import { changePhoto, type Written, writtenNow } from './draft-store.ts';

export type Sending = {
  questions: Readonly<Record<string, Question>>;
  /** From 0 to 1 over all photos. */
  onProgress: (share: number) => void;
};

/** A photo that the server will not take: which, counted from 1, and why. */
export type PhotoFault = { at: number; problem: Problem };

export function isPhotoFault(fault: unknown): fault is PhotoFault {
  return typeof fault === 'object' && fault !== null && 'at' in fault && 'problem' in fault;
}

/**
 * Answers the number. Throws a Problem or a PhotoFault; the draft stands until the server has
 * said yes.
 */
export async function sendDraft(written: Written, sending: Sending): Promise<string> {
  try {
    return await sendOnce(written, sending);
  } catch (error) {
    // The server keeps a photo without a report for a day: a draft of yesterday sends them anew.
    if (!(error instanceof Problem) || error.code !== 'ATTACHMENT_UNKNOWN') throw error;
    const { draft, photos } = written;
    for (const { id } of photos) {
      changePhoto(draft.id, id, { uploadedAs: null, key: crypto.randomUUID() });
    }
    return sendOnce(writtenNow(draft.id) ?? written, sending);
  }
}

async function sendOnce({ draft, photos }: Written, sending: Sending): Promise<string> {
  const attachments: string[] = [];
  for (const [at, photo] of photos.entries()) {
    const done = (share: number) => sending.onProgress((at + share) / photos.length);
    attachments.push(photo.uploadedAs ?? (await uploadNamed(draft.id, photo, done, at + 1)));
    done(1);
  }
  const body = bodyOf(draft, sending.questions, attachments);
  const { number } = await api('POST /api/reports', { body }, { key: draft.key });
  return number;
}

/** What is wrong with a file is said of that photo. */
async function uploadNamed(
  draft: string,
  photo: DraftPhoto,
  onProgress: (share: number) => void,
  at: number,
): Promise<string> {
  try {
    return await uploadPhoto(draft, photo, onProgress);
  } catch (error) {
    const isFile = error instanceof Problem && error.code.startsWith('FILE_');
    throw isFile ? Object.assign(new Error(error.code), { at, problem: error }) : error;
  }
}

async function uploadPhoto(
  draft: string,
  photo: DraftPhoto,
  onProgress: (share: number) => void,
): Promise<string> {
  const file = new File([photo.blob], photo.name, { type: photo.blob.type });
  const { id } = await upload(file, { key: photo.key, onProgress });
  changePhoto(draft, photo.id, { uploadedAs: id });
  return id;
}
