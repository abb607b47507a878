import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeStatus } from '../../domain/change/change-values.ts';
import { shownDifference } from '../../domain/differences.ts';
import { conflict, missing } from '../../domain/errors.ts';
import { onFreshRows, type Page, type PageRequest, type Store } from '../../domain/store.ts';
import type {
  resolutions,
  UnauthorizedChange,
  UnauthorizedChangeFilters,
  UnauthorizedChangeRepository,
} from '../../domain/unauthorized-change/unauthorized-change.ts';
import { type CoverageContext, changeIfAny, coversCi } from '../control/covering-change.ts';
import { type ItemContext, itemFact, nextFacet } from '../item/item-context.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { type NamesContext, namesOf, referencesTo, referencesToActors } from '../name/names-of.ts';

export interface UnauthorizedChangesContext
  extends CoverageContext,
    NamesContext,
    Pick<ItemContext, 'references' | 'events' | 'clock' | 'ids'> {
  readonly unauthorizedChanges: UnauthorizedChangeRepository;
  readonly store: Pick<Store, 'commit'>;
}

/** Lists unauthorized changes in the order of their detection. @throws DomainError invalid `item/unknown` */
export const listUnauthorizedChanges =
  (context: UnauthorizedChangesContext) =>
  async ({ status, item }: UnauthorizedChangeFilters, request: PageRequest): Promise<Page<UnauthorizedChange>> =>
    context.unauthorizedChanges.page(request, {
      status,
      item: item === undefined ? undefined : await resolveItem(context)(item, '/query/item'),
    });

/** How somebody resolves an unauthorized change. */
interface Resolution {
  readonly resolution: (typeof resolutions)[number];
  readonly change?: string | undefined;
  readonly reason?: string | undefined;
}

/** The statuses of a change whose work was approved and has begun. */
const begun: readonly ChangeStatus[] = ['implementing', 'in-review', 'closed'];

/** The change to which something is linked: it was approved, its work has begun, and it names the item. @throws DomainError conflict `change/not-covering` */
const linkedChange = async (context: UnauthorizedChangesContext, reference: string, item: string): Promise<Change> => {
  const change = await changeIfAny(context)(reference);
  const [ci] = await context.configurationItems.findMany([item]);
  const isNamed = change && (ci ? await coversCi(context)(change, ci) : change.items.includes(item));
  if (isNamed && begun.includes(change.status)) return change;
  const detail = `change ${reference} must be in implementation, in review or closed, and name item ${item}`;
  throw conflict('change/not-covering', detail, '/change');
};

/**
 * Resolves an unauthorized change, once.
 * @throws DomainError missing `unauthorized-change/not-found`; conflict `unauthorized-change/resolved`, `change/not-covering`
 */
export const resolveUnauthorizedChange =
  (context: UnauthorizedChangesContext) =>
  (id: string, { resolution, change: reference, reason }: Resolution, caller: Caller): Promise<UnauthorizedChange> =>
    onFreshRows(async () => {
      const { unauthorizedChanges, store } = context;
      const open = await unauthorizedChanges.find(id);
      if (!open) throw missing('unauthorized-change', id);
      if (open.status === 'resolved')
        throw conflict('unauthorized-change/resolved', `unauthorized change ${id} was resolved already: ${open.resolution}`);
      const change = reference === undefined ? undefined : await linkedChange(context, reference, open.item);
      const stamps = nextFacet(context, open);
      const resolved: UnauthorizedChange = {
        ...{ ...open, ...stamps, status: 'resolved', resolution },
        ...(change ? { change: change.id } : {}),
        ...(reason === undefined ? {} : { reason }),
        ...{ resolvedBy: actorOf(caller), resolvedAt: stamps.updatedAt },
      };
      const body = { unauthorizedChange: id, resolution };
      await store.commit([
        unauthorizedChanges.save(resolved),
        itemFact(context, change?.id)('UnauthorizedChangeResolved', open.item, caller, body),
      ]);
      return resolved;
    });

/** Unauthorized changes as the API answers them. All names are read together. */
export const showUnauthorizedChanges = (context: NamesContext) => async (changes: readonly UnauthorizedChange[], caller: Caller) => {
  const references = changes.flatMap(({ item, actor, resolvedBy, change, draft }) => [
    ...referencesTo('item', [item]),
    ...referencesTo('change', [change, draft]),
    ...referencesToActors([actor, resolvedBy]),
  ]);
  const known = await namesOf(context)(references, caller);
  return changes.map((each) => ({
    ...each,
    item: known.item(each.item),
    differences: each.differences.map(shownDifference),
    itemName: known.of(each.item),
    actorName: known.ofActor(each.actor ?? ''),
    resolvedByName: known.ofActor(each.resolvedBy ?? ''),
    ...known.ofChange(each.change),
    draftNumber: known.ofChange(each.draft).number,
  }));
};
