/** Fetches a file that is made by a POST, and hands it to the browser to be kept. */
import { headersOf, reach, readAnswer } from './api.ts';

/** Throws a Problem. Answers the headers, which may name what was made. */
export async function download(
  address: string,
  body: unknown,
  fallbackName: string,
): Promise<{ headers: Headers }> {
  const response = await reach(address, {
    method: 'POST',
    headers: { ...headersOf(true), accept: '*/*' },
    body: JSON.stringify(body),
  });
  if (!response.ok) await readAnswer(response);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = nameIn(response.headers) ?? fallbackName;
  link.click();
  // The browser has begun to save it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return { headers: response.headers };
}

function nameIn(headers: Headers): string | undefined {
  return /filename="([\w.-]+)"/.exec(headers.get('content-disposition') ?? '')?.[1];
}
