/** Checkpoints for whoever wants to keep them: roots and counts, nothing of any matter. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const CountyKey = z.string().regex(/^[0-9A-Za-z]{1,12}$/);

/** One checkpoint, as it is answered and as a line of the exported file. */
export const CheckpointLine = z.object({
  county: CountyKey,
  seq: z.number().int(),
  at: z.string(),
  /** Root of the Merkle tree over the matters that changed. */
  tree: Sha256,
  prevRoot: Sha256,
  /** SHA-256 over all the rest: the one value to keep. */
  root: Sha256,
  leaves: z.number().int(),
  /** Matters sealed so far. */
  matters: z.number().int(),
});
export type CheckpointLine = z.output<typeof CheckpointLine>;

export const CheckpointQuery = z.object({
  county: CountyKey,
  /** The number of the last one that the keeper has. */
  after: z.coerce.number().int().min(0).max(2_147_483_646).optional(),
  limit: z.coerce.number().int().optional(),
});
export type CheckpointQuery = z.output<typeof CheckpointQuery>;

export const checkpointApi = {
  listCheckpoints: {
    method: 'GET',
    path: '/api/checkpoints',
    summary: {
      zh: '日志检查点：任何人都可留存，日后据以证明办理日志未被改动',
      en: 'Checkpoints of the log: anyone may keep them, to prove later that nothing was altered',
    },
    permission: 'public',
    journal: 'none',
    query: CheckpointQuery,
    answer: z.object({ items: z.array(CheckpointLine), next: z.number().int().nullable() }),
    refusals: ['PAGE_SIZE_INVALID'],
    example: {
      query: { county: '310116', after: 41 },
      answer: {
        items: [
          {
            county: '310116',
            seq: 42,
            at: '2026-11-21T17:00:03.120Z',
            tree: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
            prevRoot: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
            root: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
            leaves: 17,
            matters: 1536,
          },
        ],
        next: null,
      },
    },
  },
} as const satisfies EndpointTable;
