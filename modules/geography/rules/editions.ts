/** What a new edition of the region tree changes against the present one. Nothing is deleted. */

export type NamedCode = { code: string; name: string };

export type RegionChanges = {
  added: NamedCode[];
  renamed: { code: string; name: string; before: string }[];
  ended: NamedCode[];
  unchanged: number;
};

/** Compares two editions of the same provinces. Both may come in any order; codes are unique. */
export function regionChanges(
  present: Iterable<NamedCode>,
  incoming: Iterable<NamedCode>,
): RegionChanges {
  const left = new Map<string, string>();
  for (const row of present) left.set(row.code, row.name);
  const changes: RegionChanges = { added: [], renamed: [], ended: [], unchanged: 0 };
  for (const row of incoming) {
    const before = left.get(row.code);
    left.delete(row.code);
    if (before === undefined) changes.added.push(row);
    else if (before !== row.name) changes.renamed.push({ ...row, before });
    else changes.unchanged += 1;
  }
  for (const [code, name] of left) changes.ended.push({ code, name });
  return changes;
}
