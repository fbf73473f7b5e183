/** A document as text that people edit, and where in it a fault lies. Pure: no page in here. */
import { isNode, LineCounter, parseDocument, stringify } from 'yaml';

export type Fault = { place: string; what: string };
export type PlacedFault = Fault & { line: number };
export type Read = { body: Record<string, unknown> | null; faults: PlacedFault[] };

/** The text of a document: YAML, whose comments are the editor's own. */
export function textOf(body: unknown): string {
  return stringify(body, { lineWidth: 100 });
}

/** Reads YAML or JSON; what cannot be read is a fault at its line. */
export function readText(text: string): Read {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const faults = document.errors.map((error) => ({
    place: '',
    what: error.message.split('\n')[0] ?? error.message,
    line: counter.linePos(error.pos[0]).line,
  }));
  if (faults.length > 0) return { body: null, faults };
  const body: unknown = document.toJS();
  if (isRecord(body)) return { body, faults: [] };
  return { body: null, faults: [{ place: '', what: 'key: value', line: 1 }] };
}

/** The line of each fault: of its place, or of the nearest thing around it. */
export function placeFaults(text: string, faults: readonly Fault[]): PlacedFault[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  return faults.map((fault) => {
    const path = pathOf(fault.place);
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      const start = isNode(node) ? node.range?.[0] : undefined;
      if (start !== undefined) return { ...fault, line: counter.linePos(start).line };
    }
    return { ...fault, line: 1 };
  });
}

/** `categories.3 (streetLight).clocks` → `['categories', 3, 'clocks']`. */
function pathOf(place: string): (string | number)[] {
  return place
    .replace(/ \([^)]*\)/g, '')
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
