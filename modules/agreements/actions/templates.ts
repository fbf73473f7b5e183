/** Templates of clauses: dated data that a centre publishes. */
import { z } from 'zod';
import type { RequestContext } from '../../../platform/http/index.ts';
import { promisers } from '../contract.ts';
import { atDesk } from './desk.ts';
import type { AgreementsWorld } from './world.ts';

const Words = z.strictObject({ zh: z.string().min(1).max(40), en: z.string().min(1).max(80) });
const Templates = z.strictObject({
  templates: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
        title: Words,
        who: z.enum(promisers),
        what: z.string().min(1).max(2000),
        when: z.string().max(200),
        ifNot: z.string().max(1000),
      }),
    )
    .max(100),
});

/** The check that a document passes before it is published: each fault with its place. */
export function checkClauses(body: unknown, around: { name: string }): string[] {
  const named = around.name === 'main' ? [] : [`document: must be called main, not ${around.name}`];
  const parsed = Templates.safeParse(body);
  if (!parsed.success) {
    return [...named, ...parsed.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`)];
  }
  const codes = parsed.data.templates.map(({ code }) => code);
  const twice = codes.filter((code, at) => codes.indexOf(code) !== at);
  return [...named, ...twice.map((code) => `templates: ${code} stands twice`)];
}

export function listClauseTemplates(
  world: AgreementsWorld,
  ctx: RequestContext,
  { number }: { number: string },
) {
  return atDesk(world, ctx, { number }, async ({ at, seat }) => {
    const parsed = Templates.safeParse(world.clauses(at.county, ctx.now));
    return { items: seat === 'mediator' && parsed.success ? parsed.data.templates : [] };
  });
}
