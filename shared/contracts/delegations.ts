import { Delegations } from '../domain/delegation/delegation.ts';
import { Id, StoredTime } from '../domain/values.ts';
import { nameView } from './names.ts';
import { resourceRoutes, resourceView } from './resource-routes.ts';

/** A delegation as the API answers it, with the names of its people. `by`: who made it. */
const DelegationView = resourceView(Delegations, () => ({
  ...{ from: Id(), to: Id(), by: Id(), start: StoredTime(), end: StoredTime() },
  fromName: nameView(),
  toName: nameView(),
  byName: nameView(),
}));

/** Codes for delegations that cannot be (P3). */
const faults = [
  'person/unknown',
  'delegation/to-oneself',
  'delegation/ends-before-start',
  'delegation/over',
  'delegation/circle',
  'delegation/fixed',
];
const refused = ['delegation/not-yours', 'delegation/persons-only'];

const routes = resourceRoutes(Delegations, DelegationView, { read: 'signed-in', write: 'signed-in', unknown: faults });
const tooMany = ['delegation/too-many'];

export const delegations = {
  create: { ...routes.create, problems: { 400: faults.slice(0, -1), 403: [...refused, 'delegation/not-for-yourself'], 409: tooMany } },
  list: routes.list,
  read: routes.read,
  patch: {
    ...routes.patch,
    problems: { ...routes.patch.problems, 403: [...refused, 'delegation/not-for-yourself'], 409: [...tooMany, 'delegation/ended'] },
  },
  remove: { ...routes.remove, problems: { 404: ['delegation/not-found'], 403: refused } },
};

export const delegationRoutes = Object.values(delegations);
