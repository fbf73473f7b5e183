/** A ZIP archive of a few files in memory: what an .xlsx is made of. Names are plain ASCII. */
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

const compress = promisify<Buffer, Buffer>(deflateRaw);

export type ZipFile = { name: string; content: Buffer };
type Packed = { name: Buffer; crc: number; plain: number; packed: Buffer; offset: number };

const DEFLATED = 8;
const VERSION = 20;
/** 1980-01-01: the time of an export stands in it and in the log, not here. */
const NO_TIME = 0x0021_0000;

export async function zipOf(files: readonly ZipFile[]): Promise<Buffer> {
  const packed: Packed[] = [];
  let offset = 0;
  const parts: Buffer[] = [];
  for (const { name, content } of files) {
    const one: Packed = {
      name: Buffer.from(name, 'ascii'),
      crc: crc32(content),
      plain: content.length,
      packed: await compress(content),
      offset,
    };
    const head = localHeader(one);
    parts.push(head, one.name, one.packed);
    offset += head.length + one.name.length + one.packed.length;
    packed.push(one);
  }
  const directory = Buffer.concat(packed.flatMap((one) => [entryHeader(one), one.name]));
  return Buffer.concat([...parts, directory, ending(packed.length, directory.length, offset)]);
}

function localHeader(one: Packed): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  writeCommon(head, one, 8);
  return head;
}

function entryHeader(one: Packed): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(VERSION, 6);
  writeCommon(head, one, 10);
  head.writeUInt32LE(one.offset, 42);
  return head;
}

/** Method, time, sum, sizes and the length of the name: the same in both headers. */
function writeCommon(head: Buffer, one: Packed, at: number): void {
  head.writeUInt16LE(DEFLATED, at);
  head.writeUInt32LE(NO_TIME, at + 2);
  head.writeUInt32LE(one.crc, at + 6);
  head.writeUInt32LE(one.packed.length, at + 10);
  head.writeUInt32LE(one.plain, at + 14);
  head.writeUInt16LE(one.name.length, at + 18);
}

function ending(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
