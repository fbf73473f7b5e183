/** How the stories of petitions and disputes go, together. */
import { agreementScripts } from './scripts-agreements.ts';
import { careScripts } from './scripts-care.ts';
import { disputeScripts } from './scripts-disputes.ts';
import { petitionScripts } from './scripts-petitions.ts';

export const kindScripts = {
  ...petitionScripts,
  ...careScripts,
  ...disputeScripts,
  ...agreementScripts,
};
