/**
 * Shapes of the documents that the loop reads from the rulebook. Strict on purpose: a misspelt key
 * would otherwise be a rule that silently does not hold. `rules/documents.test.ts` holds these
 * shapes and the types of the rules together.
 */
import { z } from 'zod';
import { units } from '../../../kernel/units.ts';
import { picks } from './forms.ts';

/** The name of the documents of which a county has one at a time (all kinds but `process`). */
export const MAIN = 'main';

/** Names that a definition gives: they become keys, URLs and state ids. */
const Name = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a camelCase name');
const Text = z.string().min(1).max(200);
const LongText = z.string().min(1).max(1000);
const Names = z.array(Name).max(50);
const TelephoneNumber = z.string().regex(/^\d{3,12}$/, 'must be a telephone number');
const words = { zh: Text, en: Text };
const record = <T extends z.ZodType>(value: T) => z.record(Name, value);

export const AmountShape = z.strictObject({
  amount: z.number().positive(),
  unit: z.enum(units),
});

/** How an actor may stand towards a matter. */
export const standingNames = [
  'reporter',
  'follower',
  'proxy',
  'anyResident',
  'owner',
  'ownerOrAbove',
  'above',
  'region',
  'intakeOrg',
  'handlingOrg',
  'supportingOrg',
  'verifier',
  'independent',
  'issuer',
  'superviser',
  'superviseTarget',
  'system',
] as const;

const said = (missing: string, unknown: string) => ({
  error: (issue: { input?: unknown }) =>
    typeof issue.input === 'string' ? `${unknown} ${issue.input}` : missing,
});

const StandingShape = z.enum(standingNames, said('has no standing', 'unknown standing'));
const OwnerShape = z.enum([...standingNames, 'none'], said('has no owner', 'unknown owner'));

export const FieldShape = z.strictObject({
  type: z.enum(['text', 'choice', 'code', 'id', 'ids', 'number', 'boolean', 'place', 'date']),
  ...words,
  required: z.boolean().optional(),
  requiredWhen: z.strictObject({ field: Name, is: z.array(Text).min(1) }).optional(),
  requiredWithout: Name.optional(),
  of: z.array(Text).max(100).optional(),
  labels: z.record(Text, z.strictObject(words)).optional(),
  picks: z.enum(picks).optional(),
  hint: z.strictObject(words).optional(),
  max: z.number().optional(),
  min: z.number().optional(),
  whole: z.boolean().optional(),
  sealed: z.boolean().optional(),
  party: z.boolean().optional(),
  when: z.enum(['past', 'future']).optional(),
});

const TargetShape = z.union([Name, z.strictObject({ byField: Name, ways: z.record(Text, Name) })]);

const ActionShape = z.strictObject({
  ...words,
  from: z.union([Names, z.enum(['open', 'closed', 'any'])]),
  to: TargetShape,
  by: z.array(z.strictObject({ roles: Names.optional(), standing: StandingShape })).max(20),
  fields: record(FieldShape).optional(),
  guards: Names.optional(),
  effects: Names.optional(),
  whileSuspended: z.boolean().optional(),
  plain: z.strictObject(words).optional(),
  consequence: z.strictObject(words).optional(),
  through: Name.optional(),
});

const CountingShape = z.strictObject({
  startDay: z.enum(['excluded', 'included']),
  dueMoment: z.enum(['sameTime', 'endOfDay', 'endOfWorkDay']),
  lastDayOnHoliday: z.enum(['asIs', 'nextWorkingDay']),
  outsideHours: z
    .union([
      z.literal('nextOpening'),
      z.strictObject({
        dayOff: z.enum(['asIs', 'sameTime', 'opening']),
        beforeOpening: z.enum(['asIs', 'opening']),
        afterClosing: z.enum(['asIs', 'nextOpening']),
      }),
    ])
    .optional(),
});

const Events = z.array(z.string().regex(/^(action|stage):/, 'must be action:NAME or stage:NAME'));

const ClockShape = z.strictObject({
  ...words,
  plain: z.strictObject(words).optional(),
  provided: z.strictObject(words).optional(),
  nature: z.enum(['statutory', 'internal', 'supervision', 'window']),
  for: z.literal('supporting').optional(),
  starts: Events,
  when: z.record(Name, z.array(Text).min(1)).optional(),
  ends: Events,
  cancels: Events.optional(),
  stops: Events.optional(),
  resumes: Events.optional(),
  fromReceipt: z.boolean().optional(),
  fromField: Name.optional(),
  fromFact: Name.optional(),
  untilField: Name.optional(),
  citationField: Name.optional(),
  time: AmountShape,
  urgentTime: AmountShape.optional(),
  byCategory: z.boolean().optional(),
  counting: CountingShape,
  ladder: Name,
  citation: Text.optional(),
  decidesDue: z.boolean().optional(),
  runsOn: z.boolean().optional(),
  outlivesClose: z.boolean().optional(),
  extension: z.strictObject({ times: z.number().int().min(1), max: AmountShape }).optional(),
});

const RungShape = z.strictObject({
  rung: z.enum(['remind', 'yellow', 'orange', 'red', 'breach']),
  share: z.number().positive().max(1),
});

export const ProcessShape = z.strictObject({
  kind: Name,
  title: z.strictObject(words),
  initial: Name,
  isRouted: z.boolean().optional(),
  heldBy: z.strictObject({ ...words, roles: Names }).optional(),
  appraisal: z.enum(['timeOnly']).optional(),
  afterwards: z.strictObject(words).optional(),
  notes: z
    .array(z.strictObject({ ...words, when: z.record(Name, z.array(Text).min(1)) }))
    .max(50)
    .optional(),
  stages: record(
    z.strictObject({
      ...words,
      owner: OwnerShape,
      end: z.boolean().optional(),
      plain: z.strictObject(words).optional(),
      first: z
        .array(z.strictObject({ action: Name, until: Name.optional() }))
        .min(1)
        .optional(),
    }),
  ),
  actions: record(ActionShape),
  clocks: record(ClockShape),
  ladders: record(z.array(RungShape).max(20)),
});

const Code = z.string().regex(/^[A-Za-z0-9._-]{1,40}$/, 'must be a code');

const CategoryShape = z.strictObject({
  ...words,
  code: Code,
  parent: Code.nullable(),
  kind: Name,
  keywords: z.array(Text),
  form: record(FieldShape),
  clocks: record(z.strictObject({ time: AmountShape, urgentTime: AmountShape.optional() })),
  evidence: z.strictObject({ before: z.number().int().min(0), after: z.number().int().min(0) }),
  maySelfHandle: z.boolean(),
  emergency: TelephoneNumber.nullable(),
  isHome: z.boolean(),
  isPrivate: z.boolean(),
  isPublicPlace: z.boolean().optional(),
  isSealed: z.boolean().optional(),
  /** Of a family, as all below it: no figure tells where such matters gather. */
  isFamily: z.boolean().optional(),
});

export const CategoriesShape = z.strictObject({ categories: z.array(CategoryShape).max(5000) });

const RoutingTargetShape = z.union([
  z.strictObject({ org: z.uuid(), post: z.uuid().optional() }),
  z.strictObject({
    kind: Text,
    level: z.enum(['county', 'town', 'village']),
    named: Text.optional(),
  }),
]);

const GivenWords = z.array(Text).max(50).optional();

export const RepliesShape = z.strictObject({
  templates: z
    .array(
      z.strictObject({
        ...words,
        code: Code,
        categories: GivenWords,
        outcomes: GivenWords,
        actions: GivenWords,
        text: z.string().min(1).max(4000),
      }),
    )
    .max(500),
});

export const RoutingShape = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        ...words,
        id: Code,
        category: Code.optional(),
        region: z.string().optional(),
        hours: z.enum(['working', 'outside']).optional(),
        to: RoutingTargetShape,
      }),
    )
    .max(5000),
});

export const SettingsShape = z.strictObject({
  selfHandledSample: z.number(),
  reopen: z.strictObject({ within: AmountShape, times: z.number().int() }),
  attemptsBeforePublicAnswer: z.number().int(),
  objectionWithin: AmountShape,
  near: z.strictObject({ metres: z.number(), days: z.number() }),
  ratingWords: z.strictObject({
    atLeast: z.number().int().min(1),
    afterDays: z.number().min(0),
  }),
  centre: z
    .strictObject({
      outOfHours: z.strictObject({ zh: LongText, en: LongText }),
      emergencies: z
        .array(z.strictObject({ ...words, number: TelephoneNumber }))
        .min(1)
        .max(10),
    })
    .optional(),
  petitions: z.strictObject({ withdrawalSample: z.number(), offersProxy: z.boolean() }).optional(),
  board: z
    .strictObject({
      isShown: z.boolean(),
      hiddenCategories: z.array(Code).max(1000),
      titles: z.enum(['masked', 'category']),
      isAfterTriage: z.boolean(),
      figuresAtLeast: z.number().int(),
    })
    .optional(),
});
