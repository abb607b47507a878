import { type ApiClient, apiClient } from '../../shared/contracts/client.ts';
import * as contract from '../../shared/contracts/people.ts';
import { type Role, roles } from '../../shared/domain/access.ts';
import { callOrThrow, listAll } from './calls.ts';
import type { SignIn } from './sign-ins.ts';

/** The roles of machines, which no demo person has. */
type MachineRole = 'monitor' | 'external-approver';
/** The roles of the demo people, one person each. */
export const demoRoles = roles.filter((role): role is DemoRole => role !== 'monitor' && role !== 'external-approver');
export type DemoRole = Exclude<Role, MachineRole>;
export type ByRole<T> = Record<DemoRole, T>;

/** Members of the contact group that is asked for approval when an item names no approvers (P1). */
const approvers: readonly DemoRole[] = ['approver', 'change-manager', 'freeze-approver'];

/** The demo sign-in of a role. It is no secret: the user pool is on a loopback address and holds only demo people. */
export const signInOf = (role: DemoRole): SignIn => ({ email: `${role}@quiesce.test`, password: `Demo-${role}-2026!` });

const nameOf = (role: DemoRole): string => `Demo ${role.replaceAll('-', ' ')}`;

const ensureGroup = async ({ call }: ApiClient, ids: ByRole<string>): Promise<void> => {
  const members = approvers.map((role) => ({ person: ids[role] }));
  const groups = await listAll((cursor) => callOrThrow(() => call(contract.contactGroups.list, { query: { limit: 200, cursor } })));
  const group = groups.find(({ name }) => name === 'approvers');
  if (!group) {
    await callOrThrow(() => call(contract.contactGroups.create, { body: { name: 'approvers', members } }));
  } else if (members.some(({ person }) => !group.members.some((each) => each.person === person))) {
    await callOrThrow(() => call(contract.contactGroups.patch, { params: { id: group.id }, body: { members }, ifMatch: group.version }));
  }
};

/**
 * Registers the demo people through the public API, or finds them by address. The admin's first sign-in creates the admin (X1), who
 * registers the others. The first sign-in of each links the identity to the registered person.
 * @returns the ids by role
 */
export const ensurePeople = async (apiUrl: string, tokens: ByRole<string>): Promise<ByRole<string>> => {
  const admin = apiClient(apiUrl, tokens.admin);
  await callOrThrow(() => admin.call(contract.readMe));
  const people = await listAll((cursor) => callOrThrow(() => admin.call(contract.people.list, { query: { limit: 200, cursor } })));
  const known = new Set(people.map(({ email }) => email));
  const ids: Partial<ByRole<string>> = {};
  for (const role of demoRoles) {
    const { email } = signInOf(role);
    const body = { name: nameOf(role), email, zone: 'Europe/Berlin', roles: [role] };
    if (!known.has(email)) await callOrThrow(() => admin.call(contract.people.create, { body }));
    ids[role] = (await callOrThrow(() => apiClient(apiUrl, tokens[role]).call(contract.readMe))).id;
  }
  await ensureGroup(admin, ids as ByRole<string>);
  return ids as ByRole<string>;
};
