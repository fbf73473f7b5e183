/** What a file is by its content. Its name and what the sender says of it are not asked. */
import { fileTypeFromBuffer } from 'file-type';
import { isSoundAlone } from './sound.ts';

/** The media type found, or undefined: plain text and unknown forms have no mark to find. */
export async function sniffType(bytes: Buffer): Promise<string | undefined> {
  try {
    const found = (await fileTypeFromBuffer(bytes))?.mime;
    // Recorders of phones and browsers give sound alone the brand of video.
    return found === 'video/mp4' && isSoundAlone(bytes) ? 'audio/x-m4a' : found;
  } catch {
    // A file cut short within its own head.
    return undefined;
  }
}
