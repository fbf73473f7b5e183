/** A shape in few lines, as people write it: `text: string(1–4000)`, `?` where it may be absent. */
import type { JsonSchema } from '../openapi/shapes.ts';

const INDENT = '  ';

/** The shape as lines of text. A reference shows its name. */
export function sketch(shape: JsonSchema, indent = ''): string {
  if (shape.$ref) return shape.$ref.split('/').at(-1) ?? '';
  if (shape.enum) return shape.enum.map(literal).join(' | ');
  if (shape.const !== undefined) return literal(shape.const);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return [...new Set(choices.map((one) => sketch(one, indent)))].join(' | ');
  if (Array.isArray(shape.type)) return shape.type.join(' | ');
  if (shape.type === 'object') return objectSketch(shape, indent);
  if (shape.type === 'array') return arraySketch(shape, indent);
  if (shape.type === undefined) return 'any';
  return shape.type + bounds(shape);
}

const literal = (value: unknown) => JSON.stringify(value);

function objectSketch(shape: JsonSchema, indent: string): string {
  const fields = Object.entries(shape.properties ?? {});
  const rest = shape.additionalProperties;
  if (fields.length === 0) {
    return typeof rest === 'object' ? `{ [key]: ${sketch(rest, indent)} }` : '{ … }';
  }
  const required = new Set(shape.required);
  const inner = indent + INDENT;
  const lines = fields.map(([name, field]) => {
    const mark = required.has(name) ? '' : '?';
    return `${inner}${name}${mark}: ${sketch(field, inner)}${defaultOf(field)}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function arraySketch(shape: JsonSchema, indent: string): string {
  if (shape.prefixItems) {
    return `[${shape.prefixItems.map((item) => sketch(item, indent)).join(', ')}]`;
  }
  const item = shape.items ? sketch(shape.items, indent) : 'any';
  const listed = item.includes(' | ') && !item.startsWith('{') ? `(${item})` : item;
  return `${listed}[]${between(shape.minItems, shape.maxItems)}`;
}

function defaultOf(shape: JsonSchema): string {
  return shape.default === undefined ? '' : ` = ${literal(shape.default)}`;
}

function bounds(shape: JsonSchema): string {
  if (shape.format) return ` ${shape.format}`;
  if (shape.pattern) return ` /${shape.pattern}/`;
  if (shape.type === 'string') return between(shape.minLength, shape.maxLength);
  const least = shape.minimum ?? shape.exclusiveMinimum;
  return between(least, shape.maximum);
}

function between(min: number | undefined, max: number | undefined): string {
  if (min === undefined && max === undefined) return '';
  if (max === undefined) return `(≥ ${min})`;
  return min === undefined ? `(≤ ${max})` : `(${min}–${max})`;
}
