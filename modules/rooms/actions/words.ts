/** Times and persons as the record and the messages say them. */
import { civilAt, dateAt } from '../../../kernel/zone.ts';

const MINUTE_MS = 60_000;
const two = (value: number) => String(value).padStart(2, '0');

/** 2026-11-23 09:30, in the centre's zone. */
export function timeText(at: number, zone: string): string {
  const minutes = Math.floor(civilAt(at, zone).msOfDay / MINUTE_MS);
  return `${dateAt(at, zone)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export const sideWords = {
  applicant: '申请人',
  respondent: '被申请人',
  mediator: '调解员',
  clerk: '记录人',
  helper: '陪同人',
} as const;

export const documentWords = {
  idCard: '居民身份证',
  passport: '护照或其他身份证件',
  licence: '营业执照',
  mandate: '授权委托书及身份证件',
  staffCard: '工作证',
  other: '其他证件',
} as const;

export const howWords = { video: '视频核对', counter: '当面核对', visit: '上门核对' } as const;
