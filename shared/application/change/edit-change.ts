import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change, DraftChange } from '../../domain/change/change.ts';
import { ChangeFields } from '../../domain/change/change-fields.ts';
import { updated } from '../../domain/change/change-transitions.ts';
import type { EditedFields } from '../../domain/change/edit-kind.ts';
import { fieldEdits } from '../../domain/change/field-edit.ts';
import { requestedTimes } from '../../domain/change/window-offer.ts';
import { invalid } from '../../domain/errors.ts';
import { assertVersion, type ExpectedVersion } from '../../domain/expected-version.ts';
import { onFreshRows } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { nameReferences } from '../naming/name-references.ts';
import { patched } from '../resource/manage-resource.ts';
import { withAuthor, withResponsible } from './change-authors.ts';
import { assertPart, type SubmitContext } from './context.ts';
import { assertEditable, type EditRequest, type EditResult, editSubmitted } from './edit-submitted.ts';
import { editEvents } from './record-edit.ts';
import { retryBlocked } from './retry-blocked.ts';
import { settleEdit, settleFields } from './settle-fields.ts';
import { takenReference } from './taken-reference.ts';

const fieldNames = (): readonly string[] => Object.keys(ChangeFields().shape);

/** The fields of a change that a requester sets, as they were requested. The times that a window of a length got since are not among them. */
const requestedFields = (change: Change) => ({
  ...Object.fromEntries(Object.entries(change).filter(([name]) => fieldNames().includes(name))),
  window: requestedTimes(change),
});

/** A field that a patch removed is undefined. Fields that it keeps or sets overwrite these. */
const withRemoved = (fields: EditedFields): EditedFields => ({
  plan: undefined,
  reason: undefined,
  testPlan: undefined,
  backOutPlan: undefined,
  onBehalfOf: undefined,
  window: undefined,
  externalReference: undefined,
  ...fields,
});

const settled = (context: SubmitContext, change: Change, fields: ChangeFields): Promise<EditedFields> =>
  change.status === 'draft' ? settleFields(context)(fields, change.requester, change) : settleEdit(context)(fields, change);

const editDraft = (context: SubmitContext, draft: DraftChange, { fields, edits, caller }: EditRequest): EditResult => {
  const implementer = fields.implementer ?? draft.implementer;
  const people = { implementer, ...withAuthor(draft, caller), ...withResponsible(draft, caller) };
  // An override was given for these items at this time (H2).
  const isMoved = edits.some(({ field }) => field === 'items' || field === 'window');
  const voided = isMoved ? { overrides: undefined, conflicts: [] } : {};
  return { change: updated(draft, 'edit', { ...fields, ...voided, ...people }, context.clock.now()), scope: [], writes: [] };
};

/** What an edit writes, and the fields that differ. `undefined` if none does. */
const prepareEdit = async (context: SubmitContext, change: Change, patch: object, caller: Caller) => {
  const { id, version, createdAt, updatedAt } = change;
  const wanted = patched<ChangeFields>({ draft: ChangeFields }, { id, version, createdAt, updatedAt, ...requestedFields(change) }, patch);
  if (wanted.template !== change.template)
    throw invalid('/template', 'change/template-fixed', 'the template of a change is chosen when it is requested; request a new change');
  const touched = fieldEdits(fieldNames(), requestedFields(change), { ...wanted });
  if (touched.length === 0) return undefined;
  // What the status does not allow is refused before anything is looked up.
  if (change.status !== 'draft') assertEditable(change, touched);
  const fields = withRemoved(await settled(context, change, wanted));
  const edits = fieldEdits(fieldNames(), requestedFields(change), { ...fields });
  if (edits.length === 0) return undefined;
  const request = { fields, edits, caller };
  return { edits, ...(change.status === 'draft' ? editDraft(context, change, request) : await editSubmitted(context)(change, request)) };
};

/**
 * Applies a merge patch. In a draft, all fields may change. After that, an edit of title, links, reason and external reference keeps the
 * votes. So does one that leaves less than was approved, and the window is narrowed with it. Any other edit makes a new revision: the votes
 * are void, the window is withdrawn, and approval is asked for again, all in one transaction (H6). A patch that changes nothing writes
 * nothing.
 * @throws DomainError conflict `change/not-open`, `change/not-draft`, `change/not-scheduled`, `change/external-reference-taken`, and the
 * errors of `reviseChange`; stale, forbidden and invalid as for any resource
 */
export const editChange =
  (context: SubmitContext) =>
  async (id: string, patch: object, request: { readonly ifMatch: ExpectedVersion; readonly caller: Caller }): Promise<Change> => {
    const { changes, store } = context;
    const { caller, ifMatch } = request;
    const { before, next, isFreed } = await onFreshRows(async () => {
      const change = await changes.get(id);
      assertPart(change, caller, 'requester');
      assertVersion(change, ifMatch, caller);
      const edit = await prepareEdit(context, change, patch, caller);
      if (!edit) return { before: change, next: change, isFreed: false };
      const events = editEvents(context, { before: change, next: edit.change, edits: edit.edits, actor: actorOf(caller) });
      await store.writeOnce(edit.scope);
      await nameReferences(context)('change', edit.change, change);
      await commitUnique(
        store,
        'change',
        [...changes.save(edit.change, change), ...events, ...edit.writes],
        takenReference(context, edit.change),
      );
      return { before: change, next: edit.change, isFreed: edit.writes.length > 0 };
    });
    // Less is reserved than before, so changes that this one blocked may be possible now.
    if (isFreed) await retryBlocked(context)(before);
    return next;
  };
