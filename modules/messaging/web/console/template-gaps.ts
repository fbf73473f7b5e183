/** Gaps of a notice: which are lost, which nobody fills, and how it reads filled. Pure. */
const GAP = /\{(\w+)\}/g;

export function gapsOf(text: string): string[] {
  return [...new Set([...text.matchAll(GAP)].map((match) => match[1] ?? ''))];
}

export function gapFaults(text: string, values: readonly string[]) {
  const used = gapsOf(text);
  return {
    lost: values.filter((value) => !used.includes(value)),
    unknown: used.filter((gap) => !values.includes(gap)),
  };
}

/** As the reader would get it, with samples in the gaps. */
export function filled(text: string, samples: Readonly<Record<string, string>>): string {
  return text.replace(GAP, (gap, name: string) => samples[name] ?? gap);
}
