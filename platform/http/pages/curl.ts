/** An operation as a command that can be pasted into a shell. */
import type { Operation, Parameter } from '../openapi/operation.ts';

export type Call = { method: string; path: string; operation: Operation };

/** `curl …` with the examples of the description; `base` as `http://127.0.0.1:8080`. */
export function curlOf(call: Call, base: string): string {
  const { method, operation } = call;
  const parts = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${urlOf(call, base)}`,
  ];
  if (operation.security.length > 0) parts.push('-b linli.cookies');
  const isSignIn = /SessionAnswer|SignInAnswer/.test(answerName(operation));
  if (isSignIn && method === 'post') parts.push('-c linli.cookies');
  if (takesKey(operation)) parts.push(`-H 'Idempotency-Key: f3b0c442-98fc-4c14-9afb'`);
  const content = operation.requestBody?.content ?? {};
  if (content['multipart/form-data']) parts.push('-F file=@photo.jpg');
  const json = content['application/json'];
  if (json) {
    parts.push(`-H 'Content-Type: application/json'`, `-d ${quoted(pretty(json.example))}`);
  }
  return parts.join(' \\\n  ');
}

/** Nested values stay on a line of their own only at the first level: it is read by people. */
function pretty(example: unknown): string {
  if (typeof example !== 'object' || example === null) return JSON.stringify(example);
  const lines = Object.entries(example).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return lines.length < 2 ? JSON.stringify(example) : `{\n${lines.join(',\n')}\n}`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

export function parametersOf(operation: Operation): Parameter[] {
  return operation.parameters.filter((one): one is Parameter => 'in' in one);
}

function urlOf({ path, operation }: Call, base: string): string {
  const parameters = parametersOf(operation).filter((one) => one.example !== undefined);
  const value = (one: Parameter) => encodeURIComponent(String(one.example));
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    return parameter ? value(parameter) : whole;
  });
  const query = parameters
    .filter((one) => one.in === 'query')
    .map((one) => `${one.name}=${value(one)}`)
    .join('&');
  return quoted(`${base}${filled}${query && `?${query}`}`);
}

function answerName(operation: Operation): string {
  const answer = operation.responses['200'];
  if (!answer || '$ref' in answer) return '';
  return answer.content?.['application/json']?.schema?.$ref ?? '';
}

function takesKey(operation: Operation): boolean {
  return operation.parameters.some((one) => '$ref' in one && one.$ref.endsWith('/IdempotencyKey'));
}
