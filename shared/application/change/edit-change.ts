import { actorOf, type Caller } from '../../domain/access.ts';
import { type Change, ChangeFields, editableAfterDraft } from '../../domain/change/change.ts';
import { DomainError } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { assertVersion, patched } from '../resource/manage-resource.ts';
import { assertPart, type ChangeContext, changeEvent, moved } from './context.ts';
import { settleFields } from './settle-fields.ts';

/** What people say of a change: the fields of its schema, without what followed from them. */
const askedFields = (change: Change) => Object.fromEntries(Object.entries(change).filter(([name]) => name in ChangeFields().shape));

/**
 * A merge patch: everything of a draft, of a submitted change title, plan and links only.
 * @throws DomainError conflict `change/not-draft` naming the field; stale, forbidden and invalid as everywhere
 */
export const editChange =
  (context: ChangeContext) =>
  (id: string, patch: object, request: { readonly ifMatch: number | 'any' | undefined; readonly caller: Caller }): Promise<Change> =>
    onFreshRows(async () => {
      const { changes, store } = context;
      const { caller } = request;
      const change = await changes.get(id);
      assertPart(change, caller, 'requester');
      assertVersion(change, request.ifMatch, caller);
      const locked = Object.keys(patch).find((name) => !editableAfterDraft.includes(name));
      if (change.status !== 'draft' && locked !== undefined) {
        const detail = `${change.number} is ${change.status}: only ${editableAfterDraft.join(', ')} may be edited`;
        throw new DomainError('conflict', 'change/not-draft', detail, {
          errors: [{ pointer: `/${locked}`, code: 'change/not-draft', detail }],
        });
      }
      const { id: _, version, createdAt, updatedAt } = change;
      const fields = patched<ChangeFields>(
        { draft: ChangeFields },
        { id, version, createdAt, updatedAt, ...askedFields(change) } as Change,
        patch,
      );
      const settled = change.status === 'draft' ? await settleFields(context)(fields, change.requester) : fields;
      const kept = Object.fromEntries(Object.entries(change).filter(([name]) => !(name in ChangeFields().shape))) as unknown as Change;
      const next = moved(context, { ...kept, ...settled } as Change, {});
      await commitUnique(store, 'change', [
        ...changes.save(next, change),
        changeEvent(context, 'ChangeEdited', { change: next, actor: actorOf(caller), body: { fields: Object.keys(patch) } }),
      ]);
      return next;
    });
