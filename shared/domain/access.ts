/** The roles (X2). A caller with several roles has the permissions of all of them. */
export const roles = [
  'viewer',
  'asset-manager',
  'configuration-manager',
  'change-requester',
  'change-manager',
  'approver',
  'freeze-approver',
  'external-approver',
  'auditor',
  'monitor',
  'admin',
] as const;

export type Role = (typeof roles)[number];

/** Who calls. A monitor has only the role `monitor`. A client has a responsible person (P2). */
type Identity =
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

/** The caller of a request, with the id of the request. Work that no request began has none. */
export type Caller = Identity & { readonly request?: string | undefined };

/** The caller of requests without authentication. */
export const anyone: Caller = { kind: 'anyone', id: 'anyone', roles: [], teams: [] };

/** Whether the caller has at least one of these roles. */
export const has = (caller: Caller, ...wanted: readonly Role[]): boolean => caller.roles.some((role) => wanted.includes(role));

/** Who sees the values of assets, which reveal prices, and all other confidential fields (X2). */
export const valueReaders = ['asset-manager', 'auditor', 'admin'] as const satisfies readonly Role[];

/** The actor of events that the caller causes: `person:<id>`, `client:<id>`, `monitor:<id>` or `anyone`. */
export const actorOf = (caller: Caller): string => (caller.kind === 'anyone' ? 'anyone' : `${caller.kind}:${caller.id}`);
