/**
 * Who acts. An actor is resolved once per request and then only read; rules judge by what stands
 * here and never look an account up again.
 */

export type StaffActor = {
  kind: 'staff';
  account: string;
  /** The post as which the person acts now; a person may hold several, one is active. */
  post: string;
  role: string;
  org: string;
  /** Ids from the root of the organisation tree down to `org` itself. */
  orgPath: readonly string[];
  permissions: ReadonlySet<string>;
  /** Region codes of the post, each standing for all below it. */
  regions: readonly string[];
  /** The counties (shard keys) that the regions reach into. */
  counties: readonly string[];
  name: string;
};

export type ResidentActor = { kind: 'resident'; account: string };

export type MachineActor = {
  kind: 'machine';
  key: string;
  org: string;
  orgPath: readonly string[];
  permissions: ReadonlySet<string>;
  regions: readonly string[];
  counties: readonly string[];
  name: string;
};

/** The program itself: ladders, sweeps, imports. */
export type SystemActor = { kind: 'system'; task: string };

export type NobodyActor = { kind: 'nobody' };

export type Actor = StaffActor | ResidentActor | MachineActor | SystemActor | NobodyActor;

export const nobody: NobodyActor = { kind: 'nobody' };

/** A stable name of the actor for logs and idempotency keys; never a person's name. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return `staff:${actor.account}`;
    case 'resident':
      return `resident:${actor.account}`;
    case 'machine':
      return `machine:${actor.key}`;
    case 'system':
      return `system:${actor.task}`;
    case 'nobody':
      return 'nobody';
  }
}

/** Whether a region code lies in the scope of the given codes (a code stands for all below it). */
export function covers(regions: readonly string[], region: string): boolean {
  return regions.some((code) => region.startsWith(code));
}
