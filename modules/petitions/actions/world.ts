/** What the verbs around petitions work with; made once in index.ts from the faces of others. */
import type { Paper } from '../../../kernel/paper.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { RenderedPaper } from '../../../platform/papers/index.ts';
import type { Matters } from '../../matters/index.ts';

export type PetitionsWorld = {
  db: Database;
  zone: string;
  matters: Pick<Matters, 'act' | 'foresee' | 'reading' | 'register' | 'whyNot'>;
  orgNamed: (id: string) => { id: string; zh: string; en: string | null };
  placeNamed: (code: string, now: number) => Promise<string>;
  /** Categories of petitions by their code, in words. */
  categoryNamed: (
    county: string,
    now: number,
  ) => Promise<(code: string) => { zh: string; en: string }>;
  residents: {
    sendOwnCode: (
      ctx: RequestContext,
      account: string,
    ) => Promise<{ validMinutes: number; shownCode?: string | undefined }>;
    useOwnCode: (ctx: RequestContext, of: { account: string; code: string }) => Promise<void>;
    sendConsentCode: (
      ctx: RequestContext,
      of: { phone: string; about: string; use: string },
    ) => Promise<{ validMinutes: number; shownCode?: string | undefined }>;
    useConsentCode: (
      ctx: RequestContext,
      of: { phone: string; about: string; code: string },
    ) => Promise<void>;
    phoneOf: (tx: Tx, account: string) => Promise<string | undefined>;
    linkFiled: (
      tx: Tx,
      ctx: RequestContext,
      link: { phone: string; proxy: string; county: string; matterId: string; number: string },
    ) => Promise<boolean>;
    linkProxy: (
      tx: Tx,
      ctx: RequestContext,
      link: { phone: string; county: string; matterId: string; number: string },
    ) => Promise<boolean>;
    unlinkProxy: (tx: Tx, at: { county: string; matterId: string }) => Promise<void>;
  };
  render: (paper: Paper) => Promise<RenderedPaper>;
};
