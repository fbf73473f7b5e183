import { describe, expect, it } from 'vitest';
import { type Actor, nobody } from '../../../kernel/actor.ts';
import {
  fileKeyOf,
  defaultAttachmentLimits as limits,
  maySeeAttachment,
  takenAtOf,
  whyNotFile,
} from './attachments.ts';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const MB = 1024 * 1024;

describe('a file by its claim', () => {
  it.each([
    // found, name, declared, refusal
    ['image/jpeg', 'a.jpg', 'image/jpeg', null],
    ['image/jpeg', 'A.JPEG', '', null],
    ['image/jpeg', 'blob', 'application/octet-stream', null],
    ['image/jpeg', '照片', 'image/jpg; q=1', null],
    ['image/png', 'a.jpg', 'image/png', 'FILE_TYPE_MISMATCH'],
    ['image/png', 'a.png', 'image/jpeg', 'FILE_TYPE_MISMATCH'],
    ['application/pdf', 'a.pdf.exe', 'application/pdf', 'FILE_TYPE_MISMATCH'],
    ['application/x-msdownload', 'a.jpg', 'image/jpeg', 'FILE_TYPE_MISMATCH'],
    ['application/x-msdownload', 'a.exe', '', 'FILE_TYPE_REFUSED'],
    ['application/zip', 'a.docx', docx, 'FILE_TYPE_MISMATCH'],
    ['application/zip', 'a.zip', 'application/zip', 'FILE_TYPE_REFUSED'],
    [docx, 'a.docx', docx, null],
    ['video/quicktime', 'a.mov', 'video/quicktime', 'FILE_TYPE_REFUSED'],
    [undefined, 'a.txt', 'text/plain', 'FILE_TYPE_REFUSED'],
    [undefined, 'a.pdf', '', 'FILE_TYPE_MISMATCH'],
    [undefined, 'a', 'image/png', 'FILE_TYPE_MISMATCH'],
    ['image/heic', 'a.heic', 'image/heic', 'FILE_HEIC_REFUSED'],
    ['image/heif', 'a.jpg', 'image/jpeg', 'FILE_HEIC_REFUSED'],
    ['video/mp4', 'recording.m4a', 'audio/mp4', null],
    ['audio/x-m4a', 'recording.m4a', 'audio/x-m4a', null],
    ['audio/amr', 'a.amr', 'audio/amr', null],
  ])('%s as "%s", %s: %s', (found, name, declared, code) => {
    const why = whyNotFile({ found, name, declared, bytes: 10 }, limits);
    expect(why?.code ?? null).toBe(code);
  });

  it.each([
    ['image/webp', 20 * MB, null],
    ['image/webp', 20 * MB + 1, 20],
    ['application/pdf', 20 * MB + 1, 20],
    ['audio/mpeg', 20 * MB + 1, 20],
    ['video/mp4', 100 * MB, null],
    ['video/mp4', 100 * MB + 1, 100],
  ])('%s of %d bytes: at most %s MB', (found, bytes, max) => {
    const why = whyNotFile({ found, name: '', declared: '', bytes }, limits);
    expect(why).toEqual(max === null ? null : { code: 'FILE_TOO_LARGE', max });
  });

  it('of nothing is broken', () => {
    const why = whyNotFile({ found: undefined, name: 'a.jpg', declared: '', bytes: 0 }, limits);
    expect(why).toEqual({ code: 'FILE_BROKEN' });
  });
});

describe('the time of a picture', () => {
  const now = Date.parse('2026-11-21T04:00:00Z');

  it.each([
    [{ takenLocal: '2026-11-21 09:08:07' }, '2026-11-21T01:08:07.000Z'],
    [{ takenAt: Date.parse('2026-11-20T00:00:00Z') }, '2026-11-20T00:00:00.000Z'],
    [{ takenLocal: '2026-11-23 00:00:00' }, null],
    [{ takenLocal: '1980-01-01 00:00:00' }, null],
    [{}, null],
  ])('%o is %s', (shot, expected) => {
    const at = takenAtOf(shot, 'Asia/Shanghai', now);
    expect(at === null ? null : new Date(at).toISOString()).toBe(expected);
  });
});

describe('who sees an attachment', () => {
  const wang: Actor = { kind: 'resident', account: 'wang' };
  const zhao: Actor = { kind: 'resident', account: 'zhao' };
  const clerk = { kind: 'staff', account: 'clerk' } as Actor;
  const attached = {
    state: 'attached',
    uploadedBy: 'resident:wang',
    purpose: 'report' as const,
    isPublic: false,
  };

  it.each([
    ['its uploader while it waits', { state: 'uploaded' }, wang, null, true],
    ['nobody else while it waits', { state: 'uploaded' }, zhao, null, false],
    ['nobody while the bytes are on their way', { state: 'storing' }, wang, null, false],
    ['its uploader with the matter', {}, wang, true, true],
    ['not its uploader without the matter', {}, wang, false, false],
    ['staff with the matter', {}, clerk, true, true],
    ['not staff without the matter', {}, clerk, false, false],
    ['not another reporter of the same trouble', {}, zhao, true, false],
    ['every reporter, the proof of the result', { purpose: 'result' as const }, zhao, true, true],
    ['no reporter, what staff keep', { uploadedBy: 'staff:clerk' }, wang, true, false],
    [
      'who reported, the photos of the handling',
      { purpose: 'after' as const, uploadedBy: 'staff:clerk' },
      zhao,
      'asReporter' as const,
      true,
    ],
    [
      'no follower, the photos of the handling',
      { purpose: 'after' as const, uploadedBy: 'staff:clerk' },
      zhao,
      true,
      false,
    ],
    ['not who reported, another reporter’s photo', {}, zhao, 'asReporter' as const, false],
    ['anyone once released', { isPublic: true }, zhao, false, true],
    ['nobody once removed', { state: 'removed', isPublic: true }, wang, true, false],
  ])('%s', (_, differs, actor, seesMatter, expected) => {
    expect(maySeeAttachment({ ...attached, ...differs }, actor, seesMatter)).toBe(expected);
  });

  it('never someone without an account while it waits', () => {
    const own = { ...attached, state: 'uploaded', uploadedBy: 'nobody' };
    expect(maySeeAttachment(own, nobody, null)).toBe(false);
  });
});

it('files are spread by the random end of their ids', () => {
  expect(fileKeyOf('01981f3e-7c00-7000-8000-00000000ab12')).toBe(
    'attachments/12/ab/01981f3e-7c00-7000-8000-00000000ab12',
  );
});
