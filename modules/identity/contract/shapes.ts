/** The shapes that sign-in and administration exchange; codes of permissions stand here too. */
import { z } from 'zod';

/** What a role or a machine may do. The codes are named by endpoints and process definitions. */
export const permissionCodes = [
  'matter.read',
  'matter.register',
  'matter.act',
  'matter.search',
  'matter.export',
  'person.open',
  'matter.sealed',
  'agreement.seal',
  'person.erase',
  'figures.read',
  'rulebook.read',
  'rulebook.publish',
  'journal.read',
  'message.read',
  'message.retry',
  'notice.publish',
  'patrol.read',
  'patrol.checkIn',
  'patrol.manage',
  'account.manage',
  'org.manage',
  'key.manage',
  'region.import',
  'place.manage',
  'petition.read',
  'reception.plan',
  'reception.desk',
  'clock.move',
] as const;
export type Permission = (typeof permissionCodes)[number];

/** What a machine may be given: never persons, accounts, keys or the access log. */
export const machineScopes = [
  'matter.read',
  'matter.register',
  'matter.act',
  'figures.read',
  'rulebook.read',
  'message.read',
] as const satisfies readonly Permission[];

export const orgKinds = [
  'centre',
  'townGovernment',
  'streetOffice',
  'department',
  'station',
  'committee',
  'mediationCommittee',
  'court',
  'procuratorate',
  'utility',
  'other',
] as const;
export const orgLevels = ['province', 'city', 'county', 'town', 'village'] as const;
export const presences = ['permanent', 'rotating', 'onCall'] as const;

/** 2, 4, 6, 9 or 12 digits. */
export const RegionCode = z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/);
/** A region code, or a grid: a village code and three digits. */
export const ScopeCode = z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3}(\d{3})?)?)?)?)?$/);
/** A mobile number of mainland China, with or without its country code. */
export const Phone = z
  .string()
  .trim()
  .regex(/^(?:\+?86)?1[3-9]\d{9}$/)
  .transform((text) => text.slice(-11));

const Id = z.uuid();
const Name = z.string().trim().min(1).max(100);
const DutyPhone = z.string().trim().max(30);
const CivilDate = z.iso.date();
export const LoginName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);
export const NewPassword = z.string().min(8).max(200);
const TotpCode = z.string().regex(/^\d{6}$/);

export const IdParams = z.object({ id: Id });
export const PageQuery = {
  limit: z.coerce.number().int().optional(),
  cursor: z.string().optional(),
};

export const SignIn = z.object({
  name: z.string().trim().toLowerCase().min(1).max(100),
  password: z.string().min(1).max(200),
  totp: TotpCode.optional(),
});
export const TotpConfirm = z.object({ code: TotpCode });
export const PasswordChange = z.object({
  password: z.string().min(1).max(200),
  newPassword: NewPassword,
});

export const PostView = z.object({
  id: Id,
  accountId: Id,
  org: z.object({ id: Id, zh: z.string(), en: z.string().nullable() }),
  role: z.object({ code: z.string(), zh: z.string(), en: z.string() }),
  presence: z.enum(presences),
  title: z.string(),
  publicName: z.string().nullable(),
  dutyPhone: z.string().nullable(),
  regions: z.array(z.string()),
  fromOn: CivilDate,
  toOn: CivilDate.nullable(),
});
export type PostView = z.infer<typeof PostView>;

export const SessionView = z.object({
  kind: z.enum(['staff', 'resident', 'machine', 'nobody']),
  account: z.string().optional(),
  name: z.string().optional(),
  post: z.string().optional(),
  posts: z.array(PostView).optional(),
  permissions: z.array(z.string()).optional(),
  regions: z.array(z.string()).optional(),
  counties: z.array(z.string()).optional(),
  hasTotp: z.boolean().optional(),
});
export type SessionView = z.infer<typeof SessionView>;

export const OrgView = z.object({
  id: Id,
  parentId: Id.nullable(),
  kind: z.enum(orgKinds),
  level: z.enum(orgLevels),
  nameZh: z.string(),
  nameEn: z.string().nullable(),
  region: z.string(),
  county: z.string().nullable(),
  phone: z.string().nullable(),
  isActive: z.boolean(),
});
export type OrgView = z.infer<typeof OrgView>;

export const NewOrg = z.object({
  parentId: Id.nullable(),
  kind: z.enum(orgKinds),
  level: z.enum(orgLevels),
  nameZh: Name,
  nameEn: Name.nullish(),
  region: RegionCode,
  /** The shard key, where it is not the first six digits of the region. */
  county: z
    .string()
    .regex(/^[0-9A-Za-z]{1,12}$/)
    .nullish(),
  phone: DutyPhone.nullish(),
});
export type NewOrg = z.infer<typeof NewOrg>;

export const OrgChange = z
  .object({ parentId: Id, nameZh: Name, nameEn: Name, phone: DutyPhone, isActive: z.boolean() })
  .partial();
export type OrgChange = z.infer<typeof OrgChange>;

export const AccountView = z.object({
  id: Id,
  name: z.string(),
  displayName: z.string(),
  orgId: Id,
  isActive: z.boolean(),
  hasTotp: z.boolean(),
  posts: z.array(PostView),
});
export type AccountView = z.infer<typeof AccountView>;

export const NewAccount = z.object({
  orgId: Id,
  name: LoginName,
  displayName: Name,
  password: NewPassword.optional(),
  /** `ISSUER SUBJECT` of the government's own sign-on, where there is one. */
  oidcSubject: z.string().min(1).max(200).optional(),
});
export type NewAccount = z.infer<typeof NewAccount>;

export const AccountChange = z
  .object({
    displayName: Name,
    password: NewPassword,
    oidcSubject: z.string().min(1).max(200).nullable(),
    isActive: z.boolean(),
    /** Takes the authenticator app off, for someone who lost the phone. */
    removeTotp: z.literal(true),
  })
  .partial();
export type AccountChange = z.infer<typeof AccountChange>;

const postFields = {
  title: Name,
  presence: z.enum(presences),
  publicName: Name.nullish(),
  dutyPhone: DutyPhone.nullish(),
  regions: z.array(ScopeCode).min(1).max(500),
  toOn: CivilDate.nullish(),
};
export const NewPost = z.object({
  accountId: Id,
  orgId: Id,
  role: z.string().max(40),
  fromOn: CivilDate.optional(),
  ...postFields,
  presence: postFields.presence.default('permanent'),
});
export type NewPost = z.infer<typeof NewPost>;
export const PostChange = z.object(postFields).partial();
export type PostChange = z.infer<typeof PostChange>;

export const RoleView = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  permissions: z.array(z.string()),
});
export type RoleView = z.infer<typeof RoleView>;
export const RoleChange = z.object({ permissions: z.array(z.enum(permissionCodes)) });

/** What the program brings for a role and this installation has not decided on yet. */
export const RoleOffer = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** The role itself is new here. */
  isNew: z.boolean(),
  permissions: z.array(
    z.object({
      code: z.enum(permissionCodes),
      /** What the role holds that keeps it from taking this one. */
      apart: z.array(z.string()),
    }),
  ),
});
export type RoleOffer = z.infer<typeof RoleOffer>;

/** Each offer is taken over, or left for good; what is not named stays on offer. */
export const OfferDecisions = z.object({
  decisions: z
    .array(
      z.object({
        role: z.string().max(40),
        permission: z.enum(permissionCodes),
        isTaken: z.boolean(),
      }),
    )
    .min(1)
    .max(1000),
});
export type OfferDecisions = z.output<typeof OfferDecisions>;

export const KeyView = z.object({
  id: Id,
  name: z.string(),
  orgId: Id,
  hint: z.string(),
  scopes: z.array(z.string()),
  regions: z.array(z.string()),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type KeyView = z.infer<typeof KeyView>;
export const NewKey = z.object({
  name: Name,
  orgId: Id,
  scopes: z.array(z.enum(machineScopes)).min(1),
  regions: z.array(RegionCode).min(1).max(100),
  expiresAt: z.iso.datetime().optional(),
});
export type NewKey = z.infer<typeof NewKey>;
