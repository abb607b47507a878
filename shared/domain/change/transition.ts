import { conflict } from '../errors.ts';
import type { Change, ChangeStatus } from './change.ts';

/** The actions that people take and the moves that time makes, each from the statuses it fits (H10). */
export const transitions = {
  submit: { from: ['draft'], to: ['assessing'] },
  ask: { from: ['assessing'], to: ['awaiting-approval'] },
  decide: { from: ['awaiting-approval'], to: ['awaiting-approval', 'rejected', 'scheduled'] },
  schedule: { from: ['awaiting-approval'], to: ['scheduled'] },
  lapse: { from: ['awaiting-approval'], to: ['lapsed'] },
  hold: { from: ['awaiting-approval', 'scheduled'], to: ['awaiting-approval', 'scheduled'] },
  resume: { from: ['awaiting-approval', 'scheduled'], to: ['awaiting-approval', 'scheduled'] },
  start: { from: ['scheduled'], to: ['implementing'] },
  'miss the start': { from: ['scheduled'], to: ['in-review'] },
  finish: { from: ['implementing'], to: ['in-review', 'closed'] },
  review: { from: ['in-review'], to: ['closed'] },
  cancel: { from: ['draft', 'assessing', 'awaiting-approval', 'scheduled', 'implementing'], to: ['cancelled'] },
} as const satisfies Record<string, { readonly from: readonly ChangeStatus[]; readonly to: readonly ChangeStatus[] }>;

export type Transition = keyof typeof transitions;

/** Nothing leads out of these. */
export const finalStatuses: readonly ChangeStatus[] = ['closed', 'rejected', 'cancelled', 'lapsed'];

/** What a refusal calls the status that is needed: of several, the one people mean. */
const needed: Partial<Record<Transition, string>> = { cancel: 'open', hold: 'scheduled', resume: 'scheduled', decide: 'awaiting-approval' };

/** @throws DomainError conflict `change/not-<needed status>` when the action does not fit (H10) */
export const assertMay = (change: Pick<Change, 'status' | 'number'>, transition: Transition): void => {
  const { from } = transitions[transition];
  if ((from as readonly ChangeStatus[]).includes(change.status)) return;
  const status = needed[transition] ?? from[0];
  throw conflict(`change/not-${status}`, `${change.number} is ${change.status}: ${transition} needs ${from.join(' or ')}`);
};
