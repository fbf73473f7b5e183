/** Shapes of reception days, appointments and what came of them. */
import { z } from 'zod';

export const Time = z.iso.datetime();
export const GivenTime = z.iso.datetime({ offset: true });
export const Day = z.iso.date();
export const Words = z.object({ zh: z.string(), en: z.string() });
export const Named = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });
export const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);
const Code = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/);

export const receptionKinds = ['leader', 'joint', 'ordinary'] as const;
export type ReceptionKind = (typeof receptionKinds)[number];
export const dayStates = ['draft', 'published', 'cancelled'] as const;
export type DayState = (typeof dayStates)[number];
export const appointmentStates = ['booked', 'cancelled', 'arrived', 'received', 'absent'] as const;
export type AppointmentState = (typeof appointmentStates)[number];
export const marks = ['arrived', 'received', 'absent'] as const;
export type Mark = (typeof marks)[number];
export const resultKinds = ['explained', 'handed', 'promised'] as const;
export type ResultKind = (typeof resultKinds)[number];
/** A group sends representatives, five at most (信访工作条例 art. 20). */
export const PEOPLE_MAX = 5;

export const Topic = Words.extend({ code: z.string() });
const Room = Named.extend({ way: z.string() });

export const PublicHost = z.object({ org: Named, name: z.string(), duty: Words });

export const PublicDay = z.object({
  county: z.string(),
  id: z.string(),
  kind: z.enum(receptionKinds),
  state: z.enum(dayStates),
  org: Named,
  hosts: z.array(PublicHost),
  place: z.string(),
  room: Room.nullable(),
  startsAt: Time,
  endsAt: Time,
  /** Empty: anything may be brought. */
  topics: z.array(Topic),
  isByAppointment: z.boolean(),
  bookUntil: Time,
  changeHours: z.number().int(),
  note: Words,
  cancelReason: z.string(),
  /** Turns that may still be booked. */
  free: z.number().int(),
  /** Why nobody may book now, or null. */
  whyNotBook: z.string().nullable(),
});
export type PublicDay = z.input<typeof PublicDay>;

export const Slot = z.object({ at: Time, endsAt: Time, free: z.number().int() });
export const DayWithSlots = PublicDay.extend({ slots: z.array(Slot) });
export type DayWithSlots = z.input<typeof DayWithSlots>;

/** No count: how many come to somebody is no figure of theirs. */
export const PastDay = PublicDay.pick({
  county: true,
  id: true,
  kind: true,
  org: true,
  hosts: true,
  startsAt: true,
  endsAt: true,
});
export type PastDay = z.input<typeof PastDay>;

export const Undertaking = z.object({
  org: Named,
  dueOn: Day,
  /** Null once erased. */
  text: z.string().nullable(),
  doneAt: Time.nullable(),
  doneText: z.string().nullable(),
});
export type Undertaking = z.input<typeof Undertaking>;

const outcome = {
  result: z.enum(resultKinds).nullable(),
  said: z.string().nullable(),
  resultNumber: z.string().nullable(),
  undertakings: z.array(Undertaking),
};

export const OwnAppointment = z.object({
  day: PublicDay.omit({ free: true, whyNotBook: true }),
  id: z.string(),
  turn: z.number().int(),
  at: Time,
  endsAt: Time,
  state: z.enum(appointmentStates),
  topic: Topic.nullable(),
  people: z.number().int(),
  name: z.string(),
  representatives: z.array(z.string()),
  subject: z.string(),
  number: z.string().nullable(),
  changeUntil: Time,
  /** Why it may not be moved or cancelled any more, or null. */
  whyNotChange: z.string().nullable(),
  ...outcome,
  /** The matter that it was handed to is among one's own: its page opens. */
  isResultMine: z.boolean(),
});
export type OwnAppointment = z.input<typeof OwnAppointment>;

export const NewAppointment = z.strictObject({
  at: GivenTime,
  name: z.string().trim().min(1).max(50),
  people: z.number().int().min(1).max(PEOPLE_MAX).default(1),
  /** Of a group: the others who come. */
  representatives: z
    .array(z.string().trim().min(1).max(50))
    .max(PEOPLE_MAX - 1)
    .default([]),
  topic: Code.optional(),
  /** A matter of one's own. */
  number: z.string().trim().min(1).max(40).optional(),
  /** Or what it is about, in words. */
  subject: z.string().trim().max(1000).default(''),
});
export type NewAppointment = z.output<typeof NewAppointment>;

export const MovedTurn = z.strictObject({
  at: GivenTime,
  /** Another day of the same organisation; absent: the same day. */
  to: z.uuid().optional(),
});
export type MovedTurn = z.output<typeof MovedTurn>;

export const ForSomebody = NewAppointment.extend({
  /** Absent: they left none, and nobody is reminded. */
  phone: z
    .string()
    .regex(/^1[3-9]\d{9}$/)
    .optional(),
});
export type ForSomebody = z.output<typeof ForSomebody>;

const hostFields = {
  org: z.uuid(),
  post: z.uuid().nullable().default(null),
  name: z.string().trim().max(40).default(''),
  duty: z
    .strictObject({ zh: z.string().trim().max(60), en: z.string().trim().max(120) })
    .default({ zh: '', en: '' }),
};

const dayFields = {
  kind: z.enum(receptionKinds),
  hosts: z.array(z.strictObject(hostFields)).min(1).max(20),
  place: z.string().trim().max(200).default(''),
  room: z.uuid().nullable().default(null),
  startsAt: GivenTime,
  endsAt: GivenTime,
  pause: z.strictObject({ from: GivenTime, to: GivenTime }).nullable().default(null),
  slotMinutes: z.number().int().min(5).max(480),
  slotPlaces: z.number().int().min(1).max(50),
  topics: z.array(Code).max(30).default([]),
  isByAppointment: z.boolean(),
  bookHours: z.number().int().min(0).max(720),
  changeHours: z.number().int().min(0).max(720),
  remindHours: z.number().int().min(0).max(168),
  keepDays: z.number().int().min(1).max(3650),
  note: z
    .strictObject({ zh: z.string().trim().max(1000), en: z.string().trim().max(2000) })
    .default({ zh: '', en: '' }),
};
export const NewDay = z.strictObject({ county: County, ...dayFields });
export type NewDay = z.output<typeof NewDay>;
export const ChangedDay = z.strictObject({
  ...dayFields,
  /** What the caller saw. */
  version: z.number().int().min(1),
});
export type ChangedDay = z.output<typeof ChangedDay>;

export const PlannedDay = PublicDay.omit({ hosts: true }).extend({
  hosts: z.array(PublicHost.extend({ post: z.string().nullable() })),
  pause: z.object({ from: Time, to: Time }).nullable(),
  slotMinutes: z.number().int(),
  slotPlaces: z.number().int(),
  bookHours: z.number().int(),
  remindHours: z.number().int(),
  keepDays: z.number().int(),
  /** Turns of the day, and how many are booked. */
  places: z.number().int(),
  taken: z.number().int(),
  may: z.object({ change: z.boolean(), publish: z.boolean(), cancel: z.boolean() }),
  version: z.number().int(),
});
export type PlannedDay = z.input<typeof PlannedDay>;

export const DeskAppointment = z.object({
  id: z.string(),
  turn: z.number().int(),
  at: Time,
  endsAt: Time,
  way: z.enum(['online', 'counter']),
  state: z.enum(appointmentStates),
  topic: Topic.nullable(),
  people: z.number().int(),
  /** Masked; empty once erased. Opened with a purpose. */
  name: z.string(),
  phone: z.string(),
  subject: z.string(),
  /** Null also of a matter that is not the reader's to see. */
  number: z.string().nullable(),
  ...outcome,
  may: z.object({
    mark: z.array(z.enum(marks)),
    result: z.boolean(),
    undertake: z.boolean(),
    open: z.boolean(),
    move: z.boolean(),
  }),
  version: z.number().int(),
});
export type DeskAppointment = z.input<typeof DeskAppointment>;

export const Desk = z.object({
  day: PlannedDay,
  items: z.array(DeskAppointment),
  slots: z.array(Slot),
  /** Whether the reader's organisation keeps the desk; else it sits at the table. */
  isKeeper: z.boolean(),
  mayAdd: z.boolean(),
});
export type Desk = z.input<typeof Desk>;

/** What for, in the words of openings elsewhere. */
export const Opening = z.strictObject({
  purpose: z.enum(['callBack', 'handling', 'verification', 'service', 'audit']),
  reason: z.string().trim().min(2).max(200),
});

export const OpenedPerson = z.object({
  name: z.string(),
  phone: z.string(),
  representatives: z.array(z.string()),
  subject: z.string(),
  said: z.string().nullable(),
});
export type OpenedPerson = z.input<typeof OpenedPerson>;

const said = z.string().trim().min(2).max(2000);
const undertakes = z.strictObject({ dueOn: Day, text: said });

/** What came of a turn. */
export const NewResult = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('explained'), text: said }),
  z.strictObject({
    result: z.literal('handed'),
    text: said,
    /** A matter that stands. */
    number: z.string().trim().min(1).max(40).optional(),
    /** Or a new one, taken in from it. */
    matter: z
      .strictObject({
        text: z.string().trim().min(1).max(4000),
        category: z.string().max(64).optional(),
        region: z
          .string()
          .regex(/^\d{6,15}$/)
          .optional(),
      })
      .optional(),
  }),
  z.strictObject({
    result: z.literal('promised'),
    text: said,
    org: z.uuid(),
    dueOn: Day,
  }),
]);
export type NewResult = z.output<typeof NewResult>;
export const NewUndertaking = undertakes;
export type NewUndertaking = z.output<typeof NewUndertaking>;

export const OpenUndertaking = Undertaking.omit({ doneAt: true, doneText: true }).extend({
  county: z.string(),
  day: z.string(),
  appointment: z.string(),
  receivedOn: Day,
  turn: z.number().int(),
  isOverdue: z.boolean(),
});
export type OpenUndertaking = z.input<typeof OpenUndertaking>;
