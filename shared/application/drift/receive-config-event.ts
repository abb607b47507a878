import { isPossible, normalAlias } from '../../domain/configuration-item/alias.ts';
import { asReceivedAt, completedBy, type Observation, readConfigEvent } from '../../domain/drift/config-event.ts';
import { onFreshRows } from '../../domain/store.ts';
import { draftMaker } from './draft-maker.ts';
import type { DriftContext } from './drift-context.ts';
import { type ObservedOutcome, observeItem } from './observe-item.ts';

/**
 * `unreadable`: the message is no event of AWS Config about a resource of the account that sent it. `no-item`: no CI has the ARN of the
 * resource as an alias. The others: see `ObservedOutcome`.
 */
export type ConfigEventOutcome = 'unreadable' | 'no-item' | ObservedOutcome;

/** The id of the CI that has the ARN of a resource as an alias. */
const itemOf = async ({ references }: DriftContext, arn: string | undefined): Promise<string | undefined> => {
  const alias = arn === undefined ? undefined : normalAlias({ scheme: 'aws-arn', value: arn });
  const [found] = alias && isPossible(alias) ? await references.aliases([alias]) : [];
  return found?.item;
};

/** The observation, with what the file of an oversized notification says, if it can be had. */
const completed = async ({ configFiles }: DriftContext, observation: Observation): Promise<Observation> =>
  observation.stored === undefined ? observation : completedBy(observation, await configFiles.read(observation.stored));

/**
 * Receives a change of a resource that AWS Config saw (C7). Every event counts once. An event older than the last one of
 * its resource is ignored.
 * @throws DomainError busy `store/busy`, and errors of Amazon S3 that a retry may mend: the message must be delivered again
 */
export const receiveConfigEvent =
  (context: DriftContext) =>
  async (event: unknown): Promise<ConfigEventOutcome> => {
    const read = readConfigEvent(event);
    if (!read) return 'unreadable';
    const item = await itemOf(context, read.arn);
    if (item === undefined || read.arn === undefined) return 'no-item';
    const observation = asReceivedAt({ ...(await completed(context, read)), arn: read.arn }, context.clock.now());
    // A retry on fresh rows makes the same draft again, so no second number is taken.
    const maker = draftMaker(context);
    return onFreshRows(() => observeItem(context)(item, observation, maker));
  };
