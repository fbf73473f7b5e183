/** JSON Schema (2020-12, the dialect of OpenAPI 3.1) from the zod shapes of a contract. */
import { z } from 'zod';

export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
  contentMediaType?: string;
  description?: string;
  examples?: unknown[];
};

/** Formats that say it all; zod adds patterns of two lines to them. */
const FORMATS = new Set(['uuid', 'date', 'date-time', 'email', 'uri']);

/**
 * `input`: what a caller may send. `output`: what comes out; there fields may be added in a later
 * version, so that nothing is said against further ones.
 */
export function shapeOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => tidy(jsonSchema as JsonSchema, io),
  });
  const { $schema: _dialect, '~standard': _standard, ...shape } = made as Record<string, unknown>;
  return shape;
}

function tidy(shape: JsonSchema, io: 'input' | 'output'): void {
  const made: JsonSchema & { propertyNames?: unknown } = shape;
  if (made.format && FORMATS.has(made.format)) delete made.pattern;
  // Every whole number of ours is a safe one: these bounds say nothing.
  if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
  if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
  if (isPlainString(made.propertyNames)) delete made.propertyNames;
  if (io === 'output' && made.additionalProperties === false) delete made.additionalProperties;
}

function isPlainString(shape: unknown): boolean {
  const { type, ...rest } = (shape ?? {}) as JsonSchema;
  return type === 'string' && Object.keys(rest).length === 0;
}
