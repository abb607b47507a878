import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeDraft } from '../../domain/change/change-fields.ts';
import { asNew } from '../../domain/change/change-transitions.ts';
import { newDraft } from '../../domain/change/new-draft.ts';
import type { Write } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { storeNaming } from '../naming/name-references.ts';
import { changeEvent, type SubmitContext } from './context.ts';
import { requesterOf, settleFields } from './settle-fields.ts';
import { judgeSubmission } from './submit-change.ts';
import { takenReference } from './taken-reference.ts';

/**
 * Creates a change: a draft, or with `submit: true` a change that is submitted at once. If the submission is refused, no draft is stored.
 * @throws DomainError invalid with pointers; conflict `change/external-reference-taken` and all errors of `judgeSubmission`
 */
export const requestChange =
  (context: SubmitContext) =>
  async ({ submit, ...fields }: ChangeDraft, caller: Caller, dryRun = false): Promise<Change> => {
    const { changes, clock, ids, store } = context;
    const commit = (change: Change, writes: readonly Write[]): Promise<void> =>
      storeNaming(context)('change', change, () => commitUnique(store, 'change', writes, takenReference(context, change)));
    const requester = await requesterOf(context)(caller, fields.onBehalfOf);
    const settled = await settleFields(context)(fields, requester);
    const now = clock.now();
    const client = caller.kind === 'client' ? { client: caller.id, responsibles: [caller.responsible] } : {};
    const number = dryRun ? 'CHG-dry-run' : await changes.nextNumber();
    const draft = newDraft({ ...settled, requester, ...client }, { id: ids.next(), number, now });
    const requested = changeEvent(context, 'ChangeRequested', { change: draft, actor: actorOf(caller) });
    if (!submit) {
      if (!dryRun) await commit(draft, [...changes.save(draft), requested]);
      return draft;
    }
    const submission = await judgeSubmission(context)(draft, caller);
    if (dryRun) return submission.change;
    const submitted = asNew(submission.change);
    await store.writeOnce(submission.scope);
    await commit(submitted, [...changes.save(submitted), requested, ...submission.writes]);
    return submitted;
  };
