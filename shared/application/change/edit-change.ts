import { actorOf, type Caller } from '../../domain/access.ts';
import { type Change, editableAfterDraft } from '../../domain/change/change.ts';
import { ChangeFields } from '../../domain/change/change-fields.ts';
import { updated } from '../../domain/change/change-transitions.ts';
import { conflict } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { commitUnique } from '../../domain/unique.ts';
import { assertVersion, patched } from '../resource/manage-resource.ts';
import { assertPart, type ChangeContext, changeEvent } from './context.ts';
import { nameItems } from './name-items.ts';
import { settleFields } from './settle-fields.ts';

/** The fields of a change that a requester sets, without the computed ones. */
const requestedFields = (change: Change) => Object.fromEntries(Object.entries(change).filter(([name]) => name in ChangeFields().shape));

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

/** @throws DomainError conflict `change/not-draft` naming the first field that only a draft may change */
const assertEditable = ({ status, number }: Change, patch: object): void => {
  const locked = Object.keys(patch).find((name) => !editableAfterDraft.includes(name));
  if (status === 'draft' || locked === undefined) return;
  throw conflict('change/not-draft', `${number} is ${status}: only ${editableAfterDraft.join(', ')} may be edited`, `/${locked}`);
};

/** The change with the patch applied. */
const edited = async (context: ChangeContext, change: Change, patch: object): Promise<Change> => {
  const now = context.clock.now();
  const { id, version, createdAt, updatedAt } = change;
  const entity = { id, version, createdAt, updatedAt, ...requestedFields(change) };
  const fields = patched<ChangeFields>({ draft: ChangeFields }, entity, patch);
  if (change.status === 'draft')
    return updated(change, 'edit', { ...removable, ...(await settleFields(context)(fields, change.requester, change)) }, now);
  return updated(change, 'edit', { title: fields.title, plan: fields.plan, links: fields.links }, now);
};

/**
 * Applies a merge patch. In a draft, all fields may change; after that, only title, plan and links.
 * @throws DomainError conflict `change/not-draft`, `change/external-reference-taken`; stale, forbidden and invalid as for any resource
 */
export const editChange =
  (context: ChangeContext) =>
  (id: string, patch: object, request: { readonly ifMatch: number | 'any' | undefined; readonly caller: Caller }): Promise<Change> =>
    onFreshRows(async () => {
      const { changes, store } = context;
      const { caller, ifMatch } = request;
      const change = await changes.get(id);
      assertPart(change, caller, 'requester');
      assertVersion(change, ifMatch, caller);
      assertEditable(change, patch);
      const next = await edited(context, change, patch);
      await nameItems(context)(
        next,
        next.items.filter((item) => !change.items.includes(item)),
      );
      await commitUnique(store, 'change', [
        ...changes.save(next, change),
        changeEvent(context, 'ChangeEdited', { change: next, actor: actorOf(caller), body: { fields: Object.keys(patch) } }),
      ]);
      return next;
    });
