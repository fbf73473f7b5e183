/** How phone codes reach residents. */
import {
  httpPhoneCodes,
  logPhoneCodes,
  type PhoneCodes,
  shownPhoneCodes,
} from '../platform/auth/index.ts';
import type { Config } from '../platform/config.ts';

/** How phone codes reach residents: by the gateway of the settings, else the log or the page. */
export function phoneCodesFrom(
  { env, isOpenDemo }: Pick<Config, 'env' | 'isOpenDemo'>,
  write: (line: string) => void,
): PhoneCodes {
  const url = env.LINLI_PHONE_CODE_URL;
  if (!url) return isOpenDemo ? shownPhoneCodes(write) : logPhoneCodes(write);
  return httpPhoneCodes({
    url,
    headers: JSON.parse(env.LINLI_PHONE_CODE_HEADERS || '{}') as Record<string, string>,
    body: env.LINLI_PHONE_CODE_BODY || '{"phone":"{phone}","code":"{code}"}',
  });
}
