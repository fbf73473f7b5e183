/** Reads templates.yaml. A template that would fail an act later fails the start instead. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Template, templateFaults } from '../rules/templates.ts';

const Wording = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const File = z.record(
  z.string().regex(/^[a-z][a-zA-Z]*\.[a-z][a-zA-Z]*$/),
  z.strictObject({
    sms: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
    values: z.array(z.string().regex(/^[a-z][a-zA-Z]*$/)),
    title: Wording,
    text: Wording,
  }),
);

const OURS = join(import.meta.dirname, '../templates.yaml');

/** Templates by code. Throws an error that names every fault. */
export function readTemplates(text = readFileSync(OURS, 'utf8')): Map<string, Template> {
  const file = File.parse(parse(text));
  const templates = Object.entries(file).map(([code, rest]): Template => ({ code, ...rest }));
  const faults = templates.flatMap(templateFaults);
  if (faults.length > 0) throw new Error(`templates.yaml:\n${faults.join('\n')}`);
  return new Map(templates.map((template) => [template.code, template]));
}
