/**
 * A centre's own words for notices, as a document of the rulebook. Only words change: which values
 * a notice has and which notices there are is the program's, so that no act meets a gap.
 */
import { type TemplatesDocument, TemplatesShape } from '../contract.ts';
import { type Template, templateFaults, type Wording } from './templates.ts';

/** Every fault of a document as `place: what is wrong`. */
export function overrideFaults(ours: ReadonlyMap<string, Template>, body: unknown): string[] {
  const parsed = TemplatesShape.safeParse(body);
  if (!parsed.success) {
    return parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'document'}: ${message}`,
    );
  }
  return Object.entries(parsed.data.templates).flatMap(([code, words]) => {
    const template = ours.get(code);
    if (!template) return [`templates.${code}: there is no such notice`];
    return templateFaults({ ...template, ...words }).map((fault) => `templates.${fault}`);
  });
}

/** The notice in a centre's words, or in ours. */
export function wordedBy(template: Template, own: TemplatesDocument | null): Template {
  const words: { title: Wording; text: Wording } | undefined =
    own && Object.hasOwn(own.templates, template.code) ? own.templates[template.code] : undefined;
  return words ? { ...template, ...words } : template;
}
