/** Reads vector tiles as a map would, by the published format and not by the encoder's own code. */

export type ReadFeature = {
  type: 'point' | 'line' | 'polygon';
  tags: Record<string, string | number | boolean>;
  /** Rings or points in parts of the layer's extent. */
  paths: [number, number][][];
};
export type ReadTile = Record<string, ReadFeature[]>;

type Field = { number: number; value: number; bytes: Uint8Array | null };

/** The features of each layer. */
export function readTile(bytes: Uint8Array): ReadTile {
  const layers = fieldsOf(bytes).filter((one) => one.number === 3);
  return Object.fromEntries(
    layers.map((one) => readLayer(fieldsOf(one.bytes ?? new Uint8Array()))),
  );
}

function readLayer(fields: Field[]): [string, ReadFeature[]] {
  const blocks = (number: number) =>
    fields.flatMap((one) => (one.number === number && one.bytes ? [one.bytes] : []));
  const keys = blocks(3).map(textOf);
  const values = blocks(4).map(valueOf);
  const [name] = blocks(1).map(textOf);
  return [name ?? '', blocks(2).map((one) => readFeature(fieldsOf(one), keys, values))];
}

function readFeature(
  fields: Field[],
  keys: string[],
  values: (string | number | boolean)[],
): ReadFeature {
  const packed = (number: number) => varintsOf(fields.find((one) => one.number === number)?.bytes);
  const pairs = packed(2);
  const tags: ReadFeature['tags'] = {};
  for (let i = 0; i < pairs.length; i += 2) {
    tags[keys[pairs[i] as number] ?? ''] = values[pairs[i + 1] as number] ?? '';
  }
  const kind = fields.find((one) => one.number === 3)?.value ?? 0;
  const type = kind === 1 ? 'point' : kind === 2 ? 'line' : 'polygon';
  return { type, tags, paths: pathsOf(packed(4)) };
}

function pathsOf(commands: number[]): [number, number][][] {
  const paths: [number, number][][] = [];
  let at = [0, 0] as [number, number];
  for (let i = 0; i < commands.length; ) {
    const command = commands[i] as number;
    i += 1;
    if ((command & 7) === 7) continue;
    for (let count = command >> 3; count > 0; count -= 1) {
      at = [at[0] + signed(commands[i]), at[1] + signed(commands[i + 1])];
      i += 2;
      if ((command & 7) === 1) paths.push([at]);
      else paths.at(-1)?.push(at);
    }
  }
  return paths;
}

const signed = (value = 0) => (value >>> 1) ^ -(value & 1);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function valueOf(bytes: Uint8Array): string | number | boolean {
  const [field] = fieldsOf(bytes);
  if (!field) return '';
  if (field.number === 1) return textOf(field.bytes ?? new Uint8Array());
  if (field.number === 7) return field.value === 1;
  if (field.number === 6) return signed(field.value);
  const view = field.bytes && new DataView(field.bytes.buffer, field.bytes.byteOffset);
  if (field.number === 3) return view?.getFloat64(0, true) ?? 0;
  if (field.number === 2) return view?.getFloat32(0, true) ?? 0;
  return field.value;
}

function varintsOf(bytes: Uint8Array | null | undefined): number[] {
  const found: number[] = [];
  const at = { i: 0 };
  while (bytes && at.i < bytes.length) found.push(varint(bytes, at));
  return found;
}

function varint(bytes: Uint8Array, at: { i: number }): number {
  let value = 0;
  for (let power = 1; ; power *= 128) {
    const byte = bytes[at.i] as number;
    at.i += 1;
    value += (byte & 127) * power;
    if (byte < 128) return value;
  }
}

const FIXED: Record<number, number> = { 1: 8, 5: 4 };

function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  const at = { i: 0 };
  while (at.i < bytes.length) {
    const tag = varint(bytes, at);
    const wire = tag & 7;
    const value = wire === 0 || wire === 2 ? varint(bytes, at) : 0;
    const length = wire === 2 ? value : (FIXED[wire] ?? 0);
    fields.push({
      number: tag >>> 3,
      value,
      bytes: wire === 0 ? null : bytes.subarray(at.i, at.i + length),
    });
    at.i += length;
  }
  return fields;
}
