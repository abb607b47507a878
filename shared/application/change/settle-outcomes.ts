import type { Change } from '../../domain/change/change.ts';
import type { ItemOutcome } from '../../domain/change/change-fields.ts';
import { type ChangeOutcome, newOutcomes } from '../../domain/change/change-outcome.ts';
import { failedItems } from '../../domain/change/outcomes.ts';
import { invalid } from '../../domain/errors.ts';
import type { Write } from '../../domain/store.ts';
import { type ResolveContext, resolveItem } from '../item/resolve-item.ts';
import { type ChangeContext, changeEvent, dueAt } from './context.ts';

/** The services of an outcome as ids. */
const servicesOf = async (context: ResolveContext, { services }: ItemOutcome, at: number): Promise<Pick<ItemOutcome, 'services'>> =>
  services === undefined
    ? {}
    : {
        services: await Promise.all(
          services.map(async (one, place) => ({
            ...one,
            service: await resolveItem(context)(one.service, `/outcomes/${at}/services/${place}/service`),
          })),
        ),
      };

/**
 * Outcomes that are reported for items of a change, with the ids of what they name.
 * @throws DomainError invalid `change/outcome-foreign` for an item that is given twice, or not named by the change; `item/unknown`
 */
export const outcomesFor = async (
  context: ResolveContext,
  { items }: Pick<Change, 'items'>,
  outcomes: readonly ItemOutcome[],
): Promise<readonly ItemOutcome[]> => {
  const resolved = await Promise.all(
    outcomes.map(async (one, at) => ({
      ...one,
      // The change's own ids are not looked up, so that a change can be finished whatever became of its items.
      item: items.includes(one.item) ? one.item : await resolveItem(context)(one.item, `/outcomes/${at}/item`),
      ...(await servicesOf(context, one, at)),
    })),
  );
  const foreign = resolved.findIndex(({ item }, at) => !items.includes(item) || resolved.findIndex((one) => one.item === item) < at);
  if (foreign >= 0)
    throw invalid(`/outcomes/${foreign}/item`, 'change/outcome-foreign', 'the item is not named by this change, or has two outcomes');
  return resolved;
};

/** A finished change whose outcomes are stored, and who reported them. */
interface OutcomeFact {
  readonly change: Change;
  readonly actor: string;
  /** When the work was finished. */
  readonly at: string;
  /** What the success records of the items say so far. */
  readonly known?: readonly ChangeOutcome[];
  /** The items that had failed before. @default none */
  readonly failedBefore?: readonly string[];
}

/**
 * What goes with the outcomes of a change: the success records of its items, and, for what failed, an event and the row by which the sweep
 * puts dependent changes on hold and records the outages (H8). Outages are looked at again also if an outcome turns out to be good.
 */
export const outcomeWrites = (
  context: Pick<ChangeContext, 'changes' | 'events' | 'dues' | 'clock' | 'ids'>,
  { change, actor, at, known = [], failedBefore = [] }: OutcomeFact,
): readonly Write[] => [
  ...newOutcomes(change, at, known).map(context.changes.saveOutcome),
  ...(failedItems(change.outcomes).every((item) => failedBefore.includes(item))
    ? []
    : [changeEvent(context, 'ChangeFailed', { change, actor }), dueAt(context, 'hold-dependants', change.id, context.clock.now())]),
  ...(failedItems(change.outcomes).length === 0 && failedBefore.length === 0
    ? []
    : [dueAt(context, 'change-outage', change.id, context.clock.now())]),
];
