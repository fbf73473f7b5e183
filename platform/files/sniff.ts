/** What a file is by its content. Its name and what the sender says of it are not asked. */
import { fileTypeFromBuffer } from 'file-type';

/** The media type found, or undefined: plain text and unknown forms have no mark to find. */
export async function sniffType(bytes: Buffer): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(bytes))?.mime;
  } catch {
    // A file cut short within its own head.
    return undefined;
  }
}
