import * as z from 'zod';
import { type Approval, decisionChoices, type WithdrawnApproval } from '../../domain/approval/approval.ts';
import type { DonePrompt } from '../../domain/approval/approval-prompt.ts';
import { Evidence } from '../../domain/approval/evidence.ts';
import { lazily } from '../../domain/lazily.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';
import { ending } from './change-rows.ts';

const decisionFields = () => ({
  id: Id(),
  version: z.int().min(1),
  change: Id(),
  revision: z.int().min(1),
  person: Id(),
  for: Id().optional(),
  level: z.int().min(1),
  decision: z.enum(decisionChoices),
  reason: z.string().optional(),
  decidedAt: StoredTime(),
  groups: z.array(Id()),
  digest: z.string(),
  client: Id().optional(),
  evidence: Evidence().optional(),
});

/** A decision as it is stored: no function may remove rows of a change, so a withdrawn one stays until the person decides again. */
type StoredDecision = Approval & Partial<Pick<WithdrawnApproval, 'withdrawn'>>;

const DecisionRow = lazily(() => z.strictObject({ ...decisionFields(), withdrawn: ending().optional() }));
const WithdrawnDecisionRow = lazily(() => z.strictObject({ ...decisionFields(), withdrawn: ending() }));

const DonePromptRow = lazily(() =>
  z.strictObject({ change: Id(), revision: z.int().min(1), step: z.string(), person: Id().optional(), version: z.literal(1) }),
);

/**
 * CHANGE#<id> | DECISION#<revision>#<person>               the one decision of a person on a revision
 * CHANGE#<id> | DECISION#<revision>#<person>#<delegate>   the same, given by a delegate
 *
 * It is marked as withdrawn if it counts no more.
 */
export const decisionRow = defineRow<StoredDecision, Pick<Approval, 'change' | 'revision' | 'person' | 'for'>>({
  type: 'Decision',
  schema: DecisionRow,
  primary: ({ change, revision, person, for: giver }) => ({
    pk: key('CHANGE', change),
    sk: giver === undefined ? key('DECISION', revision, person) : key('DECISION', revision, giver, person),
  }),
});

/** CHANGE#<id> | PROMPT#<revision>#<step>#<person>   approvers were reminded, or the decision was escalated (P4) */
export const donePromptRow = defineRow<DonePrompt, Pick<DonePrompt, 'change' | 'revision' | 'step' | 'person'>>({
  type: 'DonePrompt',
  schema: DonePromptRow,
  primary: ({ change, revision, step, person = '' }) => ({ pk: key('CHANGE', change), sk: key('PROMPT', revision, step, person) }),
});

/** CHANGE#<id> | WITHDRAWN#<revision>#<decision>   a decision that counts no more; the person may decide again */
export const withdrawnDecisionRow = defineRow<WithdrawnApproval, Pick<WithdrawnApproval, 'change' | 'revision' | 'id'>>({
  type: 'WithdrawnDecision',
  schema: WithdrawnDecisionRow,
  primary: ({ change, revision, id }) => ({ pk: key('CHANGE', change), sk: key('WITHDRAWN', revision, id) }),
});
