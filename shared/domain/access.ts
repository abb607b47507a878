/** The roles of X2; they add up. */
export const roles = [
  'viewer',
  'asset-manager',
  'configuration-manager',
  'change-requester',
  'change-manager',
  'approver',
  'freeze-approver',
  'auditor',
  'monitor',
  'admin',
] as const;

export type Role = (typeof roles)[number];

/** Who asks. A monitor acts with the role `monitor` only; a client has a responsible person (P2). */
export type Caller =
  | { readonly kind: 'person'; readonly id: string; readonly roles: readonly Role[]; readonly teams: readonly string[] }
  | {
      readonly kind: 'client';
      readonly id: string;
      readonly roles: readonly Role[];
      readonly teams: readonly string[];
      readonly responsible: string;
    }
  | { readonly kind: 'monitor'; readonly id: string; readonly roles: readonly Role[]; readonly teams: readonly string[] }
  | { readonly kind: 'anyone'; readonly id: 'anyone'; readonly roles: readonly Role[]; readonly teams: readonly string[] };

/** The caller where nobody needs to be known. */
export const anyone: Caller = { kind: 'anyone', id: 'anyone', roles: [], teams: [] };

export const has = (caller: Caller, ...wanted: readonly Role[]): boolean => caller.roles.some((role) => wanted.includes(role));

/** Actor's name in events and histories: `person:<id>`, `client:<id>`, `monitor:<id>`, `system`. */
export const actorOf = (caller: Caller): string => (caller.kind === 'anyone' ? 'anyone' : `${caller.kind}:${caller.id}`);
