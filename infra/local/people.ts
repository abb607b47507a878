import { type ApiClient, apiClient } from '../../shared/contracts/client.ts';
import * as contract from '../../shared/contracts/people.ts';
import { demand, everyOne } from './calls.ts';
import type { SignIn } from './sign-ins.ts';

/** One demo person for each role that people have. The first makes the others. */
export const demoRoles = [
  'admin',
  'viewer',
  'asset-manager',
  'configuration-manager',
  'change-requester',
  'change-manager',
  'approver',
  'freeze-approver',
  'auditor',
] as const;
export type DemoRole = (typeof demoRoles)[number];
export type ByRole<T> = Record<DemoRole, T>;

/** Who is asked where an item names nobody (P1). */
const approvers: readonly DemoRole[] = ['approver', 'change-manager', 'freeze-approver'];

/** On a loopback address only, in a pool that holds nothing else: no secret. */
export const signInOf = (role: DemoRole): SignIn => ({ email: `${role}@quiesce.test`, password: `Demo-${role}-2026!` });

const nameOf = (role: DemoRole): string => `Demo ${role.replaceAll('-', ' ')}`;

const ensureGroup = async ({ call }: ApiClient, ids: ByRole<string>): Promise<void> => {
  const members = approvers.map((role) => ({ person: ids[role] }));
  const groups = await everyOne((cursor) => demand(() => call(contract.contactGroups.list, { query: { limit: 200, cursor } })));
  const group = groups.find(({ name }) => name === 'approvers');
  if (!group) {
    await demand(() => call(contract.contactGroups.create, { body: { name: 'approvers', members } }));
  } else if (members.some(({ person }) => !group.members.some((each) => each.person === person))) {
    await demand(() => call(contract.contactGroups.patch, { params: { id: group.id }, body: { members }, ifMatch: group.version }));
  }
};

/**
 * The demo people through the public API, each the first time or found again by address: the admin's first sign-in makes the admin
 * (X1), who registers the others; their first sign-ins join what is registered. Answers their ids.
 */
export const ensurePeople = async (apiUrl: string, tokens: ByRole<string>): Promise<ByRole<string>> => {
  const admin = apiClient(apiUrl, tokens.admin);
  await demand(() => admin.call(contract.readMe));
  const people = await everyOne((cursor) => demand(() => admin.call(contract.people.list, { query: { limit: 200, cursor } })));
  const known = new Set(people.map(({ email }) => email));
  const ids: Partial<ByRole<string>> = {};
  for (const role of demoRoles) {
    const { email } = signInOf(role);
    const body = { name: nameOf(role), email, zone: 'Europe/Berlin', roles: [role] };
    if (!known.has(email)) await demand(() => admin.call(contract.people.create, { body }));
    ids[role] = (await demand(() => apiClient(apiUrl, tokens[role]).call(contract.readMe))).id;
  }
  await ensureGroup(admin, ids as ByRole<string>);
  return ids as ByRole<string>;
};
