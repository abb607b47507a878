import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { ChangeFields } from '../../domain/change/change-fields.ts';
import { fitFor, updated } from '../../domain/change/change-transitions.ts';
import { asksAgain, editableAfterDraft, editableFields, isEditable } from '../../domain/change/editable-fields.ts';
import { type FieldEdit, fieldEdits } from '../../domain/change/field-edit.ts';
import { requestedTimes } from '../../domain/change/window-offer.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { nameReferences } from '../naming/name-references.ts';
import { patched } from '../resource/manage-resource.ts';
import { withAuthor } from './change-authors.ts';
import { assertPart, type SubmitContext } from './context.ts';
import { editEvents } from './record-edit.ts';
import { retryBlocked } from './retry-blocked.ts';
import { reviseChange } from './revise-change.ts';
import { settleFields } from './settle-fields.ts';
import { takenReference } from './taken-reference.ts';

const fieldNames = (): readonly string[] => Object.keys(ChangeFields().shape);

/** The fields of a change that a requester sets, without the computed ones. */
const requestedFields = (change: Change) => Object.fromEntries(Object.entries(change).filter(([name]) => fieldNames().includes(name)));

/** The fields that a patch may remove. Fields that it keeps or sets overwrite these. */
const removable = {
  plan: undefined,
  reason: undefined,
  testPlan: undefined,
  backOutPlan: undefined,
  onBehalfOf: undefined,
  window: undefined,
  externalReference: undefined,
} as const;

/** The next state of an edited change, and what is written in addition. */
interface EditResult {
  readonly change: Change;
  /** The writes of a new frozen scope, which come first. */
  readonly scope: readonly Write[];
  readonly writes: readonly Write[];
}

/** @throws DomainError conflict `change/not-open` for a change that has ended; `change/not-draft` naming the first field that is fixed */
const assertEditable = (change: Change, edits: readonly FieldEdit[]): void => {
  const { status, number } = fitFor(change, 'edit');
  const locked = edits.find(({ field }) => !isEditable(field));
  if (status === 'draft' || locked === undefined) return;
  throw conflict('change/not-draft', `${number} is ${status}: only ${editableAfterDraft.join(', ')} may be edited`, `/${locked.field}`);
};

/** The fields as they were requested. The times that a window of a length got since are not among them. */
const fieldsBefore = (change: Change) => ({ ...requestedFields(change), window: requestedTimes(change) });

/** The fields after the patch. Only a draft may name other items and people, so only a draft's references are looked up. */
const fieldsAfter = async (context: SubmitContext, change: Change, patch: object) => {
  const { id, version, createdAt, updatedAt } = change;
  const fields = patched<ChangeFields>({ draft: ChangeFields }, { id, version, createdAt, updatedAt, ...fieldsBefore(change) }, patch);
  if (fields.template !== change.template)
    throw invalid('/template', 'change/template-fixed', 'the template of a change is chosen when it is requested; request a new change');
  return change.status === 'draft' ? settleFields(context)(fields, change.requester, change) : fields;
};

/** The change after the edit. A new plan of a submitted change makes a new revision (H6). */
const edited = async (
  context: SubmitContext,
  change: Change,
  { fields, edits, caller }: { fields: Awaited<ReturnType<typeof fieldsAfter>>; edits: readonly FieldEdit[]; caller: Caller },
): Promise<EditResult> => {
  const now = context.clock.now();
  if (change.status === 'draft') {
    // The fields of a draft were settled, so the items are ids and there is an implementer.
    const settled = { ...removable, ...fields, implementer: fields.implementer ?? change.implementer };
    // An override was given for these items at this time (H2).
    const isMoved = edits.some(({ field }) => field === 'items' || field === 'window');
    const voided = isMoved ? { overrides: undefined, conflicts: [] } : {};
    return { change: updated(change, 'edit', { ...settled, ...voided, ...withAuthor(change, caller) }, now), scope: [], writes: [] };
  }
  const after = editableFields(fields);
  if (edits.some(({ field }) => asksAgain(field))) return reviseChange(context)(fitFor(change, 'revise'), after, caller);
  return {
    change: updated(fitFor(change, 'edit'), 'edit', { ...after, editedAt: now, ...withAuthor(change, caller) }, now),
    scope: [],
    writes: [],
  };
};

/**
 * Applies a merge patch. In a draft, all fields may change. After that, title and links may change and keep the votes. A new plan makes a
 * new revision: the votes are void, the window is withdrawn, and approval is asked for again, all in one transaction (H6). A patch that
 * changes nothing writes nothing.
 * @throws DomainError conflict `change/not-open`, `change/not-draft`, `change/external-reference-taken`, and the errors of `reviseChange`;
 * stale, forbidden and invalid as for any resource
 */
export const editChange =
  (context: SubmitContext) =>
  async (id: string, patch: object, request: { readonly ifMatch: ExpectedVersion; readonly caller: Caller }): Promise<Change> => {
    const { changes, store } = context;
    const { caller, ifMatch } = request;
    const { before, next } = await onFreshRows(async () => {
      const change = await changes.get(id);
      assertPart(change, caller, 'requester');
      assertVersion(change, ifMatch, caller);
      const fields = await fieldsAfter(context, change, patch);
      const edits = fieldEdits(fieldNames(), fieldsBefore(change), { ...fields });
      if (edits.length === 0) return { before: change, next: change };
      assertEditable(change, edits);
      const result = await edited(context, change, { fields, edits, caller });
      const events = editEvents(context, { before: change, next: result.change, edits, actor: actorOf(caller) });
      await store.writeOnce(result.scope);
      await nameReferences(context)('change', result.change, change);
      await commitUnique(
        store,
        'change',
        [...changes.save(result.change, change), ...events, ...result.writes],
        takenReference(context, result.change),
      );
      return { before: change, next: result.change };
    });
    if (next.revision !== before.revision) await retryBlocked(context)(before);
    return next;
  };
