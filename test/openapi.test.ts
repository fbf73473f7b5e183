/** The description is a valid OpenAPI 3.1 document, complete, and that of the house as it runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it, describe as suite } from 'vitest';
import { endpointTables, moduleTitles } from '../endpoints.ts';
import type { Endpoint } from '../kernel/endpoint.ts';
import { RESIDENT_COOKIE, STAFF_COOKIE } from '../modules/identity/actions/deps.ts';
import { describe, type OpenApi } from '../platform/http/index.ts';

const ROOT = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
};
const described = describe(endpointTables, { version, titles: moduleTitles });
/** As a client reads it. */
const wire = JSON.parse(JSON.stringify(described)) as OpenApi;

const operations = Object.entries(wire.paths).flatMap(([path, place]) =>
  Object.entries(place).map(([method, operation]) => ({ path, method, operation })),
);
const endpoints: [string, Endpoint][] = endpointTables.flatMap(({ api }) => Object.entries(api));

suite('the description', () => {
  it('is valid OpenAPI 3.1, and every reference in it leads somewhere', async () => {
    const validator = new Validator();
    const result = await validator.validate(
      structuredClone(wire) as Parameters<typeof validator.validate>[0],
    );
    expect(result.errors ?? []).toEqual([]);
    expect(validator.version).toBe('3.1');
    const text = JSON.stringify(wire);
    for (const [, kind, name] of text.matchAll(/"#\/components\/(\w+)\/([\w.]+)"/g)) {
      const place = wire.components[kind as keyof OpenApi['components']] as object;
      expect(Object.keys(place), `${kind} ${name}`).toContain(name);
    }
    expect(new Set(text.match(/"\$ref":"[^#]/g))).toEqual(new Set());
  });

  it('is the same each time, and what openapi.json holds', () => {
    const again = describe(endpointTables, { version, titles: moduleTitles });
    expect(JSON.stringify(again)).toBe(JSON.stringify(described));
    const committed = readFileSync(join(ROOT, 'openapi.json'), 'utf8');
    expect(committed === `${JSON.stringify(described, null, 2)}\n`, 'npm run openapi').toBe(true);
  });

  it('has every endpoint, with a summary in both languages and its rights', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(endpoints.map(([name]) => name)));
    for (const { path, method, operation } of operations) {
      const about = `${method} ${path}`;
      expect(operation['x-summary'].zh, about).toMatch(/\p{Script=Han}/u);
      expect(operation['x-summary'].en, about).toMatch(/[a-z]{3}/i);
      expect(operation['x-permission'], about).toMatch(/^[a-z][A-Za-z.]+$/);
      expect(operation['x-journal'], about).toMatch(/^[a-z][A-Za-z.]+$/);
      expect(operation.security.length === 0, about).toBe(operation['x-permission'] === 'public');
    }
  });

  it('names every place in an address, and no other', () => {
    for (const { path, method, operation } of operations) {
      const braces = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const named = operation.parameters.flatMap((one) =>
        'in' in one && one.in === 'path' ? [one.name] : [],
      );
      expect(named, `${method} ${path}`).toEqual(braces);
    }
  });

  it('lists every refusal of an endpoint under its status, each with both texts', () => {
    for (const [name, endpoint] of endpoints) {
      const operation = operations.find((one) => one.operation.operationId === name)?.operation;
      const listed = Object.entries(operation?.responses ?? {}).flatMap(([status, response]) => {
        const codes =
          '$ref' in response ? [response.$ref.split('/').at(-1)] : (response['x-refusals'] ?? []);
        for (const code of codes) {
          expect(wire['x-refusals'][code ?? '']?.status, `${name} ${code}`).toBe(Number(status));
        }
        return codes;
      });
      expect(listed, name).toEqual(expect.arrayContaining([...endpoint.refusals]));
      expect(listed).toContain('INTERNAL');
      if (endpoint.permission !== 'public') expect(listed, name).toContain('SIGN_IN_NEEDED');
    }
    for (const [code, text] of Object.entries(wire['x-refusals'])) {
      expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(text.zh, code).toMatch(/\p{Script=Han}.*[。！？}]$/u);
      expect(text.en, code).toMatch(/[a-z]{2}.*[.!?}]$/i);
    }
  });

  it('shows cookies by the names that identity gives them', () => {
    const schemes = wire.components.securitySchemes as Record<string, { name?: string }>;
    expect(schemes.staffCookie?.name).toBe(STAFF_COOKIE);
    expect(schemes.residentCookie?.name).toBe(RESIDENT_COOKIE);
  });

  it.each(endpoints)('gives examples for %s that the endpoint itself takes', (name, endpoint) => {
    const operation = operations.find((one) => one.operation.operationId === name)?.operation;
    const json = operation?.requestBody?.content['application/json'];
    if (json) expect(faultsOf(endpoint.body, json.example)).toEqual([]);
    const answer = operation?.responses[String(endpoint.status ?? 200)];
    if (endpoint.answer && answer && 'content' in answer) {
      const shown = answer.content?.['application/json']?.example;
      expect(faultsOf(endpoint.answer, shown)).toEqual([]);
    }
    for (const place of ['query', 'path'] as const) {
      const given = (operation?.parameters ?? []).flatMap((one) =>
        'in' in one && one.in === place && one.example !== undefined
          ? [[one.name, `${one.example as string | number}`]]
          : [],
      );
      const shape = place === 'query' ? endpoint.query : endpoint.params;
      expect(faultsOf(shape, Object.fromEntries(given))).toEqual([]);
    }
  });
});

function faultsOf(shape: Endpoint['body'], example: unknown): unknown[] {
  const result = shape?.safeParse(example);
  return result && !result.success ? result.error.issues : [];
}
