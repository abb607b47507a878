import { Approval } from '../../domain/approval/approval.ts';
import { Change } from '../../domain/change/change.ts';
import { ScopeChunk } from '../../domain/change/scope.ts';
import { WorkflowRun } from '../../domain/change/workflow-run.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * CHANGE#<id> | #                                  the change itself
 * inOrder: CHANGE#<shard> | <id>                   all changes, in the order made
 * bySelector: CHANGE#<status>#<shard> | <start>#<id>   "what awaits approval, soonest first"
 */
export const changeRow = defineRow<Change, { id: string }>({
  type: 'Change',
  schema: Change,
  primary: ({ id }) => ({ pk: key('CHANGE', id), sk: '#' }),
  indexes: ({ id, status, window, createdAt }) => ({
    inOrder: [key('CHANGE', shardOf(id)), id],
    bySelector: [key('CHANGE', status, shardOf(id)), key(window?.start ?? createdAt, id)],
  }),
});

/** CHANGE#<id> | DECISION#<revision>#<person>   one person decides once on a revision */
export const decisionRow = defineRow<Approval, Pick<Approval, 'change' | 'revision' | 'person'>>({
  type: 'Decision',
  schema: Approval,
  primary: ({ change, revision, person }) => ({ pk: key('CHANGE', change), sk: key('DECISION', revision, person) }),
});

/** CHANGE#<id> | SCOPE#<revision>#<digest>#<chunk>   the frozen scope, by a thousand */
export const scopeChunkRow = defineRow<ScopeChunk, Pick<ScopeChunk, 'change' | 'revision' | 'digest' | 'chunk'>>({
  type: 'ScopeChunk',
  schema: ScopeChunk,
  primary: ({ change, revision, digest, chunk }) => ({
    pk: key('CHANGE', change),
    sk: key('SCOPE', revision, digest, String(chunk).padStart(3, '0')),
  }),
});

/** CHANGE#<id> | #workflow   its execution */
export const workflowRunRow = defineRow<WorkflowRun, Pick<WorkflowRun, 'change'>>({
  type: 'WorkflowRun',
  schema: WorkflowRun,
  primary: ({ change }) => ({ pk: key('CHANGE', change), sk: '#workflow' }),
});
