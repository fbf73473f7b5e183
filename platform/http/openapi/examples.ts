/**
 * Examples where a contract gives none: made from the shape, the same each time. A test holds each
 * one against its shape; where a shape is too special for this, the contract gives its own.
 */
import type { JsonSchema } from './shapes.ts';

const ID = '01981f3e-7c00-7000-8000-000000000001';
const MAX_DEPTH = 6;

/** What a field of this name usually holds, tried where the shape allows it. */
const usual: Record<string, unknown> = {
  number: '310116-26-0000001',
  room: '310116-01981f3e-7c00-7000-8000-000000000001',
  invitation: '310116-01981f3e-7c00-7000-8000-000000000001',
  county: '310116',
  region: '310116101',
  regions: '310116101',
  regionName: '上海市金山区朱泾镇',
  grid: '310116101001001',
  lon: 121.3415,
  lat: 30.7421,
  limit: 20,
  phone: '13800000000',
  code: 'example',
  action: 'complete',
  zh: '示例',
  en: 'Example',
  name: '示例',
  title: '路灯不亮',
  text: '小区门口路灯不亮已经三天，晚上看不清路。',
  reason: '情况说明',
  note: '说明',
  version: 3,
  password: 'correct horse battery',
};

/**
 * A value of the shape. `all` fills optional fields too, as answers are shown; else only what must
 * be there, as bodies are.
 */
export function exampleOf(shape: JsonSchema, all: boolean, name = '', depth = 0): unknown {
  if (shape.default !== undefined) return shape.default;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  const first = (shape.anyOf ?? shape.oneOf ?? shape.allOf)?.[0];
  if (first) return exampleOf(first, all, name, depth);
  const type = Array.isArray(shape.type) ? shape.type[0] : shape.type;
  if (type === 'object') return objectOf(shape, all, depth);
  if (type === 'array') return arrayOf(shape, all, name, depth);
  return scalarOf(shape, type, name);
}

function objectOf(shape: JsonSchema, all: boolean, depth: number): Record<string, unknown> {
  if (depth > MAX_DEPTH) return {};
  const required = new Set(shape.required);
  const fields = Object.entries(shape.properties ?? {}).filter(
    ([field]) => all || required.has(field),
  );
  return Object.fromEntries(
    fields.map(([field, inner]) => [field, exampleOf(inner, all, field, depth + 1)]),
  );
}

function arrayOf(shape: JsonSchema, all: boolean, name: string, depth: number): unknown[] {
  if (shape.prefixItems) {
    return shape.prefixItems.map((item) => exampleOf(item, all, '', depth + 1));
  }
  return shape.items ? [exampleOf(shape.items, all, name, depth + 1)] : [];
}

function scalarOf(shape: JsonSchema, type: string | undefined, name: string): unknown {
  if (type === 'boolean') return false;
  if (type === 'null') return null;
  if (type === 'integer' || type === 'number') return numberOf(shape, name);
  if (type === 'string') return stringOf(shape, name);
  return {};
}

function numberOf(shape: JsonSchema, name: string): number {
  const wanted = usual[name];
  const value = typeof wanted === 'number' ? wanted : 1;
  return Math.min(Math.max(value, shape.minimum ?? value), shape.maximum ?? value);
}

function stringOf(shape: JsonSchema, name: string): string {
  if (shape.format === 'uuid') return ID;
  if (shape.format === 'date-time') return '2026-11-21T08:00:00.000Z';
  if (shape.format === 'date') return '2026-11-21';
  if (shape.format === 'email') return 'centre@example.org';
  if (shape.format === 'uri') return 'https://example.org/';
  const candidates = [usual[name], 'example', '310116', '138001', ID, '0'.repeat(64), '示例'];
  const fits = candidates.find((text) => typeof text === 'string' && allows(shape, text));
  return typeof fits === 'string' ? fits : 'x'.repeat(shape.minLength ?? 1);
}

function allows(shape: JsonSchema, text: string): boolean {
  if (shape.pattern && !new RegExp(shape.pattern, 'u').test(text)) return false;
  return text.length >= (shape.minLength ?? 0) && text.length <= (shape.maxLength ?? text.length);
}
