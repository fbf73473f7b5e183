/** How much of the processors a process has used, from /proc; null where there is none. */
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever its kernel's own tick. */
const TICKS_A_SECOND = 100;

type Used = { parent: number; own: number; reaped: number };

/** Seconds of a process, its ended children left out. */
export function cpuOf(pid: number): number | null {
  return usedBy(pid)?.own ?? null;
}

/** Seconds of a process and of all its children, ended ones too: PostgreSQL's backends. */
export function cpuOfFamily(pid: number): number | null {
  const head = usedBy(pid);
  if (!head) return null;
  const children = pids().flatMap((one) => {
    const used = usedBy(one);
    return used?.parent === pid ? [used.own] : [];
  });
  return head.own + head.reaped + children.reduce((sum, own) => sum + own, 0);
}

/** Memory that is really there, in MB. */
export function residentMb(pid: number): number | null {
  const line = read(`/proc/${pid}/status`)?.match(/^VmRSS:\s+(\d+) kB$/m);
  return line ? Number(line[1]) / 1024 : null;
}

/** The process that a PostgreSQL backend is a child of. */
export function parentOf(pid: number): number | null {
  return usedBy(pid)?.parent ?? null;
}

function pids(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function usedBy(pid: number): Used | null {
  // The name stands in brackets and may hold anything: what counts begins behind the last one.
  const fields = read(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ')
    .map(Number);
  if (!fields) return null;
  const [, parent = 0] = fields;
  const seconds = (at: number) => (fields[at] ?? 0) / TICKS_A_SECOND;
  return { parent, own: seconds(11) + seconds(12), reaped: seconds(13) + seconds(14) };
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
