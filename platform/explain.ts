/** What a program that ends for a failure says: a refusal twice, by language; a bug's stack. */
import type { RefusalTexts } from '../kernel/endpoint.ts';
import { Refusal } from '../kernel/refusal.ts';
import { backupTexts } from './backup/index.ts';
import { configTexts } from './config.ts';
import { masterKeyTexts } from './crypto/index.ts';
import { yearTexts } from './db/texts.ts';
import { platformTexts } from './http/index.ts';
import { launchRefusalText } from './postgres/index.ts';

/** `texts` are those of the modules that the program has opened. */
export function explainFailure(error: unknown, texts: RefusalTexts = {}): string {
  if (!(error instanceof Refusal)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const ours = {
    ...platformTexts,
    ...configTexts,
    ...masterKeyTexts,
    ...backupTexts,
    ...yearTexts,
  };
  const all: RefusalTexts = { ...texts, ...ours };
  const text = launchRefusalText(error) ?? all[error.code];
  if (!text) return error.message;
  const fill = (words: string) =>
    words.replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(error.details.values?.[name] ?? whole),
    );
  const fields = (error.details.fields ?? []).map(
    (one) => `  ${one.path}: ${one.detail ?? one.code}`,
  );
  return [fill(text.zh), fill(text.en), ...fields, `(${error.code})`].join('\n');
}
