import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change, ChangeDraft } from '../../domain/change/change.ts';
import { commitUnique } from '../../domain/unique.ts';
import { changeEvent, type SubmitContext } from './context.ts';
import { requesterOf, settleFields } from './settle-fields.ts';
import { judgeSubmission } from './submit-change.ts';

/**
 * A new change: a draft, or with `submit: true` one that is submitted at once; what submitting refuses makes no draft.
 * @throws DomainError invalid with pointers; conflict `change/external-reference-taken` and all that submitting refuses
 */
export const requestChange =
  (context: SubmitContext) =>
  async ({ submit, ...fields }: ChangeDraft, caller: Caller, dryRun = false): Promise<Change> => {
    const { changes, clock, ids, store } = context;
    const requester = await requesterOf(context)(caller, fields.onBehalfOf);
    const settled = await settleFields(context)(fields, requester);
    const now = clock.now();
    const draft: Change = {
      ...settled,
      id: ids.next(),
      version: 1,
      createdAt: now,
      updatedAt: now,
      number: dryRun ? 'CHG-dry-run' : await changes.nextNumber(),
      status: 'draft',
      onHold: false,
      revision: 1,
      requester,
      ...(caller.kind === 'client' ? { client: caller.id } : {}),
      approvals: { needed: 0, given: 0 },
      conflicts: [],
      outcomes: [],
      overrun: false,
      notStarted: false,
    };
    const requested = changeEvent(context, 'ChangeRequested', { change: draft, actor: actorOf(caller) });
    if (!submit) {
      if (!dryRun) await commitUnique(store, 'change', [...changes.save(draft), requested]);
      return draft;
    }
    const submission = await judgeSubmission(context)(draft, caller);
    if (dryRun) return submission.change;
    const submitted = { ...submission.change, version: 1 };
    await store.writeOnce(submission.scope);
    await commitUnique(store, 'change', [...changes.save(submitted), requested, ...submission.writes]);
    return submitted;
  };
