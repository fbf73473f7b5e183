/** What reception days say to people when they are refused. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const receptionTexts = {
  RECEPTION_TIME_REVERSED: {
    kind: 'invalid',
    zh: '结束时间必须晚于开始时间。',
    en: 'The end must lie after the beginning.',
  },
  RECEPTION_TIME_LONG: {
    kind: 'invalid',
    zh: '一个接访日不超过二十四小时。',
    en: 'A reception day lasts at most twenty-four hours.',
  },
  RECEPTION_IN_PAST: {
    kind: 'invalid',
    zh: '接访日的开始时间已经过去。',
    en: 'The day would have begun already.',
  },
  RECEPTION_PAUSE_OUTSIDE: {
    kind: 'invalid',
    zh: '休息时间必须在接访时间之内。',
    en: 'The pause must lie within the day.',
  },
  RECEPTION_NO_SLOT: {
    kind: 'invalid',
    zh: '接访时间不够一个时段，请延长时间或缩短时段。',
    en: 'Not one slot fits. Make the day longer or the slots shorter.',
  },
  RECEPTION_NO_PLACE: {
    kind: 'invalid',
    zh: '请选择房间，或者写明地点。',
    en: 'Choose a room, or say where it is.',
  },
  RECEPTION_NO_NAME: {
    kind: 'invalid',
    zh: '领导接访要公布接访人的姓名和职务。',
    en: 'A leader’s day says who receives, by name and function.',
  },
  RECEPTION_TABLE_SMALL: {
    kind: 'invalid',
    zh: '联合接访至少要有两个单位参加。',
    en: 'At a joint reception two organisations sit at the table at least.',
  },
  RECEPTION_HOST_UNKNOWN: {
    kind: 'invalid',
    zh: '所选单位或岗位不在本地，或不参加这次接访。',
    en: 'That organisation or post is not here, or does not sit at this table.',
  },
  RECEPTION_PUBLISHED: {
    kind: 'conflict',
    zh: '接访日已经公布，不能再改；需要变动请取消后另行公布。',
    en: 'The day was published and stays as it is. Cancel it and announce another.',
  },
  RECEPTION_CANCELLED: {
    kind: 'conflict',
    zh: '这个接访日已经取消。',
    en: 'This reception day was cancelled.',
  },
  RECEPTION_OVER: {
    kind: 'conflict',
    zh: '这个接访日已经结束。',
    en: 'This reception day is over.',
  },
  RECEPTION_BOOKING_OVER: {
    kind: 'conflict',
    zh: '预约时间已经截止。',
    en: 'Booking is closed for this day.',
  },
  RECEPTION_SLOT_UNKNOWN: {
    kind: 'invalid',
    zh: '没有这个时段，请重新选择。',
    en: 'There is no such slot. Choose another.',
  },
  RECEPTION_SLOT_OVER: {
    kind: 'conflict',
    zh: '这个时段已经过去，请选择后面的时段。',
    en: 'That slot is over. Choose a later one.',
  },
  RECEPTION_FULL: {
    kind: 'conflict',
    zh: '这个时段已约满，请选择其他时段。',
    en: 'That slot is full. Choose another.',
  },
  RECEPTION_BOOKED_ALREADY: {
    kind: 'conflict',
    zh: '这一天已经有一个号；要改时间，请在“我的预约”里改约。',
    en: 'There is a turn on this day already. To change its time, move it under “My turns”.',
  },
  RECEPTION_NO_SUBJECT: {
    kind: 'invalid',
    zh: '请选择一件已有的事项，或者写明要反映什么。',
    en: 'Choose a matter of yours, or say what it is about.',
  },
  RECEPTION_TOPIC_UNKNOWN: {
    kind: 'invalid',
    zh: '这一天不接待这类事项。',
    en: 'That topic is not received on this day.',
  },
  RECEPTION_OTHER_ORG: {
    kind: 'invalid',
    zh: '只能改到同一单位的接访日。',
    en: 'A turn is moved to another day of the same organisation alone.',
  },
  RECEPTION_ERASED: {
    kind: 'conflict',
    zh: '这一天的来访信息已按期删除，或已随取消删除。',
    en: 'Who came that day was deleted when its time was over, or when it was cancelled.',
  },
  RECEPTION_NOT_YET: {
    kind: 'conflict',
    zh: '还没有到接访的时间。',
    en: 'It is too early for that.',
  },
  RECEPTION_RESULT_STANDS: {
    kind: 'conflict',
    zh: '接访结果已经写过。',
    en: 'The result was written already.',
  },
  RECEPTION_NO_MATTER: {
    kind: 'invalid',
    zh: '请写明转入的事项编号，或者登记一件新的事项。',
    en: 'Name the matter that it is handed to, or take a new one in.',
  },
  RECEPTION_DUE_PAST: {
    kind: 'invalid',
    zh: '承诺办理的日期已经过去。',
    en: 'The day promised has passed already.',
  },
  RECEPTION_WORK_DONE: {
    kind: 'conflict',
    zh: '这件承诺的事已经办完。',
    en: 'What was taken on is done already.',
  },
  APPOINTMENT_OVER: {
    kind: 'conflict',
    zh: '这个号已经取消、已到或已接待，不能再这样改。',
    en: 'This turn was cancelled, is here, or was received: it cannot be changed so any more.',
  },
  APPOINTMENT_TOO_LATE: {
    kind: 'conflict',
    zh: '已过可以改约和取消的时间；不能到场请电话告知接访单位。',
    en: 'It is too late to move or cancel it. If you cannot come, call the centre.',
  },
  APPOINTMENT_NOT_RECEIVED: {
    kind: 'conflict',
    zh: '先登记来访人已到，再写结果。',
    en: 'Mark that they are here first, then write what came of it.',
  },
} as const satisfies RefusalTexts;
