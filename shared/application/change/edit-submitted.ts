import { actorOf, type Caller } from '../../domain/access.ts';
import { isVoteOf } from '../../domain/approval/approval.ts';
import { emptiedRefusal } from '../../domain/approval/policy-terms.ts';
import type { AwaitingChange, Change, ScheduledChange } from '../../domain/change/change.ts';
import { hasWindowOpened } from '../../domain/change/change-guards.ts';
import { fitFor, updated } from '../../domain/change/change-transitions.ts';
import { cosmeticFields, type EditedFields, isCosmetic, isFixed, kindOfEdit } from '../../domain/change/edit-kind.ts';
import type { FieldEdit } from '../../domain/change/field-edit.ts';
import { conflict } from '../../domain/errors.ts';
import type { Write } from '../../domain/store.ts';
import { voidDecisions } from '../approval/void-decisions.ts';
import { withAuthorNow } from './change-authors.ts';
import type { SubmitContext } from './context.ts';
import { narrowChange } from './narrow-change.ts';
import { reviseChange } from './revise-change.ts';

/** The next state of an edited change, and what is written in addition. */
export interface EditResult {
  readonly change: Change;
  /** The writes of a new frozen scope, which come first. */
  readonly scope: readonly Write[];
  readonly writes: readonly Write[];
}

/** An edit of a change: its fields afterwards, those that differ, and who makes it. */
export interface EditRequest {
  readonly fields: EditedFields;
  readonly edits: readonly FieldEdit[];
  readonly caller: Caller;
}

/**
 * Checks that the status allows these edits of a submitted change.
 * @throws DomainError conflict `change/not-open` for a change that has ended; `change/not-draft` and `change/not-scheduled` naming the first
 * field that is fixed
 */
export const assertEditable = (change: Change, edits: readonly Pick<FieldEdit, 'field'>[]): void => {
  const { status, number } = fitFor(change, 'edit');
  const fixed = edits.find(({ field }) => isFixed(field));
  if (fixed) throw conflict('change/not-draft', `${number} is ${status}: its ${fixed.field} cannot be edited any more`, `/${fixed.field}`);
  const locked = edits.find(({ field }) => !isCosmetic(field));
  if (!locked || status === 'assessing' || status === 'awaiting-approval' || status === 'scheduled') return;
  throw conflict('change/not-scheduled', `${number} is ${status}: only ${cosmeticFields.join(', ')} may be edited`, `/${locked.field}`);
};

/** The people that the edit names in addition. They take part in the change now, so what they decided before counts no more (P2). */
const peopleNamed = (before: Change, after: EditedFields): readonly string[] =>
  [
    ...(after.implementer === before.implementer ? [] : [after.implementer]),
    ...(after.onBehalfOf === before.onBehalfOf ? [] : [after.onBehalfOf]),
  ].filter((person) => person !== undefined);

/** An edit that keeps the votes, except those of people who take part in the change now (H6). */
const keepVotes = async (context: SubmitContext, change: AwaitingChange | ScheduledChange, request: EditRequest): Promise<EditResult> => {
  const { fields, caller } = request;
  const { implementer = change.implementer } = fields;
  const now = context.clock.now();
  const people = { implementer, ...withAuthorNow(change, caller, now) };
  const edited = { ...change, ...fields, ...people, window: change.window, editedAt: now };
  const named = peopleNamed(change, fields);
  const votes = await context.changes.decisions(change.id, change.revision);
  const voided = votes.filter((vote) => named.some((person) => isVoteOf(vote, person)));
  if (voided.length === 0) return { change: updated(change, 'edit', edited, now), scope: [], writes: [] };
  // A window that has begun cannot wait for another vote: it is withdrawn, and approval of a new revision is asked for.
  if (hasWindowOpened(change, now)) return reviseChange(context)(change, fields, caller);
  const withdrawal = { at: now, by: actorOf(caller), reason: 'the person takes part in the change now' };
  const remaining = votes.filter((vote) => !voided.includes(vote));
  const { next, writes } = await voidDecisions(context, edited, { voided, remaining, withdrawal });
  return { change: next, scope: [], writes };
};

const isVotedOn = (change: Change): change is AwaitingChange | ScheduledChange =>
  change.status === 'awaiting-approval' || change.status === 'scheduled';

/**
 * Prepares an edit of a submitted change (H6). What it means depends on the fields: the votes count on, some of them are void, the window
 * is narrowed, or a new revision asks for approval. It writes nothing: the caller commits everything in one transaction.
 * @throws DomainError conflict `change/field-required` for a field that the policy requires; the errors of `assertEditable` and `reviseChange`
 */
export const editSubmitted =
  (context: SubmitContext) =>
  async (change: Change, request: EditRequest): Promise<EditResult> => {
    const { fields, edits, caller } = request;
    assertEditable(change, edits);
    const emptied = emptiedRefusal(change, { ...change, ...fields });
    if (emptied) throw emptied;
    const now = context.clock.now();
    const kind = kindOfEdit(change, fields, edits, now);
    if (kind === 'cosmetic') {
      const { title, links, reason, externalReference } = fields;
      const texts = { title, links, reason, externalReference, editedAt: now, ...withAuthorNow(change, caller, now) };
      return { change: updated(fitFor(change, 'edit'), 'edit', texts, now), scope: [], writes: [] };
    }
    if (!isVotedOn(change) || kind === 'material') return reviseChange(context)(fitFor(change, 'revise'), fields, caller);
    return kind === 'narrowing' ? narrowChange(context)(change, fields, caller) : keepVotes(context, change, request);
  };
