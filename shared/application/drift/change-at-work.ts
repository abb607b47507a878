import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Instant } from '../../domain/clock.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { wasImplementedAt } from '../../domain/control/covered-at.ts';
import type { LocatedObservation } from '../../domain/drift/config-event.ts';
import { system } from '../../domain/event/event.ts';
import type { Write } from '../../domain/store.ts';
import { changeEvent } from '../change/context.ts';
import { allChangesNaming, type ChangesNamingContext } from '../control/changes-naming.ts';
import { type CoverageContext, coveringOf } from '../control/covering-change.ts';
import { idsCovering, selectingGroups } from '../control/ids-covering.ts';
import type { DriftContext } from './drift-context.ts';

/** What finding the change needs to which a difference belongs. */
export interface ChangeAtWorkContext extends ChangesNamingContext, Pick<CoverageContext, 'relations'> {
  readonly changes: Pick<ChangeRepository, 'findMany' | 'scope'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany' | 'page'>;
}

/** The change to which a difference of a CI belongs: it names the CI or a group of it, and its work was going on. The one that began last. */
export const changeAtWork =
  (context: ChangeAtWorkContext) =>
  async (ci: ConfigurationItem, at: Instant): Promise<Change | undefined> => {
    const ids = await idsCovering(context, await selectingGroups(context))(ci);
    const changes = (await Promise.all(ids.map(allChangesNaming(context)))).flat();
    const begun = changes.filter((change) => wasImplementedAt(change, at));
    const atWork = await coveringOf(context, begun, ci.id);
    return atWork.toSorted((one, other) => ((one.startedAt ?? '') < (other.startedAt ?? '') ? 1 : -1))[0];
  };

/** The most properties that an event names. */
const mostNamed = 20;

/** The write that links a difference to its change: an event of the change. */
export const linkWrite = (
  context: DriftContext,
  change: Change,
  ci: ConfigurationItem,
  { arn, capturedAt, differences }: LocatedObservation,
): Write => {
  const properties = differences.slice(0, mostNamed).map(({ path }) => path);
  return changeEvent(context, 'ResourceChangeLinked', {
    change,
    actor: system,
    body: { item: ci.id, resource: arn, capturedAt, properties },
  });
};
