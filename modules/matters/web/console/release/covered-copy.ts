/** Makes the covered copy: a new picture with the covers painted in, at the size that is served. */
import { type Cover, inPixels } from './covers.ts';

const QUALITY = 0.88;

export function coveredCopy(
  picture: HTMLImageElement,
  covers: readonly Cover[],
): Promise<Blob & { name: string }> {
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('this browser cannot paint');
  brush.drawImage(picture, 0, 0);
  brush.fillStyle = '#000';
  for (const cover of covers) {
    const box = inPixels(cover, canvas.width, canvas.height);
    brush.fillRect(box.left, box.top, box.width, box.height);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob) resolve(new File([blob], 'covered.jpg', { type: 'image/jpeg' }));
        else reject(new Error('the picture could not be made'));
      },
      'image/jpeg',
      QUALITY,
    );
  });
}
