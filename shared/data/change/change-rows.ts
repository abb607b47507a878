import * as z from 'zod';
import type { Change } from '../../domain/change/change.ts';
import { changeFields, PlannedWindow, pinnedRequest, ShownWindow } from '../../domain/change/change-fields.ts';
import { type ChangeStatus, mostRevisions, risks } from '../../domain/change/change-values.ts';
import type { ScopeChunk } from '../../domain/change/scope.ts';
import { isUndecided } from '../../domain/change/votable-change.ts';
import type { WorkflowRun } from '../../domain/change/workflow-run.ts';
import type { Instant } from '../../domain/clock.ts';
import { impactStates } from '../../domain/impact/states.ts';
import { lazily } from '../../domain/lazily.ts';
import { outageStates } from '../../domain/outage/outage.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { maxHolds } from '../../domain/window/window.ts';
import { defineRow, key, shardOf } from '../define-row.ts';
import { largestRow } from '../row-size.ts';
import { stakeFields } from './stake-fields.ts';

/** Fields that every change has after it was submitted. */
const submitted = () => ({
  requester: Id(),
  implementer: Id(),
  window: PlannedWindow(StoredTime),
  windowId: Id(),
  risk: z.enum(risks),
  submittedAt: StoredTime(),
  approvalDeadline: StoredTime(),
  pinned: pinnedRequest(),
  scope: z.strictObject({ digest: z.string(), count: z.int().min(1), revision: z.int().min(1) }),
});
/** Fields that every change has whose scope is walked after its request (H1). */
const walking = () => {
  const { requester, implementer, submittedAt } = submitted();
  return {
    ...{ requester, implementer, submittedAt, window: ShownWindow(StoredTime) },
    ...{ status: z.literal('assessing'), walking: z.literal(true) },
  };
};
/** Fields that every change has after it was scheduled. */
const scheduled = () => ({ ...submitted(), agreedAt: StoredTime(), scheduledAt: StoredTime() });
/** Fields that every change has that another tool had closed (I5). */
const closedElsewhere = () => {
  const { window, windowId, scope, agreedAt, scheduledAt } = scheduled();
  const { externalReference } = changeFields();
  const times = { finishedAt: StoredTime(), closedAt: StoredTime() };
  return {
    ...{ window, windowId, scope, agreedAt, scheduledAt, ...times, externalReference: externalReference.unwrap() },
    ...{ status: z.literal('closed'), imported: z.literal(true) },
  };
};
/** Fields that only the row has: clients do not need them. */
const internal = () => ({
  authors: z.array(z.string()).optional(),
  responsibles: z.array(Id()).optional(),
  responsibleSince: z.array(z.strictObject({ person: Id(), since: StoredTime() })).optional(),
  editedAt: StoredTime().optional(),
  formerWindows: z.array(Id()).max(mostRevisions).optional(),
  heldFor: z
    .array(z.strictObject({ change: Id(), number: z.string() }))
    .max(maxHolds)
    .optional(),
  beforeExtension: z
    .strictObject({
      revision: z.int().min(1),
      pinned: pinnedRequest(),
      approvals: changeFields().approvals,
      approvalDeadline: StoredTime(),
    })
    .optional(),
  latestRevision: z.int().min(1).optional(),
  planRevision: z.int().min(1).optional(),
  measuredFor: z.strictObject({ services: z.array(Id()), teams: z.array(Id()) }).optional(),
  impairedServices: z.array(z.strictObject({ service: Id(), state: z.enum(outageStates), since: StoredTime().optional() })).optional(),
});
/** Who ended something, why, and when. */
export const ending = () => z.strictObject({ by: z.string(), reason: z.string(), at: StoredTime() });

/** A stored change. Its status determines which fields it has. */
export const ChangeRow = lazily(() => {
  const common = { ...changeFields(), ...internal(), imported: z.undefined().optional(), walking: z.undefined().optional() };
  const [submittedFields, scheduledFields] = [submitted(), scheduled()];
  return z.discriminatedUnion('status', [
    z.strictObject({ ...common, status: z.literal('draft') }),
    z.discriminatedUnion('walking', [
      z.strictObject({ ...common, ...submittedFields, status: z.literal('assessing') }),
      z.strictObject({ ...common, ...walking() }),
    ]),
    z.strictObject({ ...common, ...submittedFields, status: z.literal('awaiting-approval') }),
    z.strictObject({ ...common, ...scheduledFields, status: z.literal('scheduled') }),
    z.strictObject({ ...common, ...scheduledFields, status: z.literal('implementing'), startedAt: StoredTime() }),
    z.strictObject({ ...common, ...scheduledFields, status: z.literal('in-review') }),
    z.discriminatedUnion('imported', [
      z.strictObject({ ...common, ...scheduledFields, status: z.literal('closed'), closedAt: StoredTime() }),
      z.strictObject({ ...common, ...closedElsewhere() }),
    ]),
    z.strictObject({ ...common, ...submittedFields, status: z.literal('rejected') }),
    z.strictObject({ ...common, ...submittedFields, status: z.literal('lapsed') }),
    z.strictObject({ ...common, window: ShownWindow(StoredTime).optional(), status: z.literal('cancelled'), ended: ending() }),
  ]);
});

const ScopeChunkRow = lazily(() =>
  z.strictObject({
    change: Id(),
    revision: z.int().min(1),
    digest: z.string(),
    chunk: z.int().min(0),
    items: z.array(z.strictObject({ item: Id(), mask: z.int().min(1) })),
    members: z.array(Id()).optional(),
    groups: z.array(stakeFields()).optional(),
    near: z.array(Id()).optional(),
    services: z.array(z.strictObject({ service: Id(), state: z.enum(impactStates) })).optional(),
    version: z.literal(1),
  }),
);

const WorkflowRunRow = lazily(() =>
  z.strictObject({
    change: Id(),
    version: z.int().min(1),
    revision: z.int().min(1),
    attempt: z.int().min(1),
    token: z.string().optional(),
    formerToken: z.string().optional(),
    startedAt: StoredTime(),
  }),
);

/**
 * What is kept free in the row of a change that has not ended, so that the reason or the note with which it ends always fits. Without it, a
 * change with very long texts could not be cancelled.
 */
const roomToEnd = 45_000;
const ends: readonly ChangeStatus[] = ['closed', 'cancelled', 'rejected', 'lapsed'];

/** The time by which a change is listed among those of its status. */
const placeInStatus = (change: Change): Instant =>
  change.status === 'awaiting-approval' ? change.approvalDeadline : (change.window?.start ?? change.createdAt);

/** People who still decide come first: a finished emergency is among the finished changes as soon as it is approved, rejected or late. */
const timeOf = (change: Change): readonly [string, string] | undefined => {
  const { id, finishedAt } = change;
  if (isUndecided(change) && change.status !== 'awaiting-approval')
    return [key('UNDECIDED', shardOf(id)), key(change.approvalDeadline, id)];
  return finishedAt === undefined ? undefined : [key('CHANGE', shardOf(id)), key(finishedAt, id)];
};

/**
 * CHANGE#<id> | #                                  the change itself
 * inOrder: CHANGE#<shard> | <id>                   all changes, in the order of creation
 * bySelector: CHANGE#<status>#<shard> | <start>#<id>   changes of one status, by the start of their window; those that await approval, by their
 *                                                  deadline, which is at most the start
 * byTime: CHANGE#<shard> | <finishedAt>#<id>       changes whose work was finished, by that time
 * byTime: UNDECIDED#<shard> | <deadline>#<id>      changes whose extension awaits approval, and emergencies that were started before theirs, by
 *                                                  the deadline
 */
export const changeRow = defineRow<Change, { id: string }>({
  type: 'Change',
  schema: ChangeRow,
  primary: ({ id }) => ({ pk: key('CHANGE', id), sk: '#' }),
  maxBytes: ({ status }) => (ends.includes(status) ? largestRow : largestRow - roomToEnd),
  indexes: (change) => ({
    inOrder: [key('CHANGE', shardOf(change.id)), change.id],
    bySelector: [key('CHANGE', change.status, shardOf(change.id)), key(placeInStatus(change), change.id)],
    byTime: timeOf(change),
  }),
});

/** CHANGE#<id> | SCOPE#<revision>#<digest>#<chunk>   the frozen scope, a thousand CIs per row */
export const scopeChunkRow = defineRow<ScopeChunk, Pick<ScopeChunk, 'change' | 'revision' | 'digest' | 'chunk'>>({
  type: 'ScopeChunk',
  schema: ScopeChunkRow,
  primary: ({ change, revision, digest, chunk }) => ({
    pk: key('CHANGE', change),
    sk: key('SCOPE', revision, digest, String(chunk).padStart(3, '0')),
  }),
});

/** CHANGE#<id> | #workflow   the execution of its workflow */
export const workflowRunRow = defineRow<WorkflowRun, Pick<WorkflowRun, 'change'>>({
  type: 'WorkflowRun',
  schema: WorkflowRunRow,
  primary: ({ change }) => ({ pk: key('CHANGE', change), sk: '#workflow' }),
});
