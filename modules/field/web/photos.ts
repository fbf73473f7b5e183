/** Photos made small enough to carry a day of them, and without what the camera wrote into them. */

const SIZES = {
  usual: { edge: 2560, quality: 0.85 },
  small: { edge: 1280, quality: 0.7 },
} as const;

/** A JPEG of at most so many pixels an edge. Null when the browser cannot read the picture. */
export async function shrunk(blob: Blob, size: keyof typeof SIZES): Promise<Blob | null> {
  const { edge, quality } = SIZES[size];
  const picture = await createImageBitmap(blob).catch(() => null);
  if (!picture) return null;
  const share = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

export type Photo = { id: string; blob: Blob; name: string };

/** As it is taken into a form; null when it is no picture that can be read. */
export async function takePhoto(file: File, id: string): Promise<Photo | null> {
  const blob = await shrunk(file, 'usual');
  return blob && { id, blob, name: `${id.slice(0, 8)}.jpg` };
}

/** The same with fewer pixels, for a phone without room. */
export async function smallerPhotos(photos: readonly Photo[]): Promise<Photo[]> {
  const small = photos.map(async (photo) => ({
    ...photo,
    blob: (await shrunk(photo.blob, 'small')) ?? photo.blob,
  }));
  return Promise.all(small);
}
