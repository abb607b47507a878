import type { Change, DraftChange } from '../../domain/change/change.ts';
import type { ClassDraft } from '../../domain/class/class.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { controlOf, isUnderControl } from '../../domain/control/change-control.ts';
import { isDifference, type LocatedObservation } from '../../domain/drift/config-event.ts';
import { type DriftState, lastCapture, stateAfter } from '../../domain/drift/drift-state.ts';
import { RowUnreadable, type Write } from '../../domain/store.ts';
import { termsOf } from '../class/find-class.ts';
import { storeNaming } from '../naming/name-references.ts';
import { attributeWrites } from './attribute-writes.ts';
import { changeAtWork, linkWrite } from './change-at-work.ts';
import type { DraftMaker } from './draft-maker.ts';
import type { DriftContext } from './drift-context.ts';
import { recordDrift } from './record-drift.ts';

/**
 * `repeated`: it, or a later event about the resource, was received before. `noted`: no difference, or one of a CI that is not under change
 * control. `linked`: it belongs to a change that is being implemented. `recorded`: a new unauthorized change. `extended`: the open one.
 */
export type ObservedOutcome = 'repeated' | 'noted' | 'linked' | 'recorded' | 'extended';

/** What becomes of an observation, and what is written for it. */
interface Judgement {
  readonly outcome: ObservedOutcome;
  readonly change?: Change | undefined;
  readonly unauthorizedChange?: string | undefined;
  readonly draft?: DraftChange | undefined;
  readonly writes: readonly Write[];
}

/** A CI, what its class says, and what was seen of it before. */
interface ObservedItem {
  readonly ci: ConfigurationItem;
  readonly terms: ClassDraft;
  readonly state: DriftState | undefined;
}

const judge = async (
  context: DriftContext,
  { ci, terms, state }: ObservedItem,
  observation: LocatedObservation,
  maker: DraftMaker,
): Promise<Judgement> => {
  const isKnown = lastCapture(state, observation.arn) !== undefined;
  if (!isDifference(observation, isKnown) || !isUnderControl(ci, controlOf(ci, terms))) return { outcome: 'noted', writes: [] };
  const change = await changeAtWork(context)(ci, observation.capturedAt);
  if (change) return { outcome: 'linked', change, writes: [linkWrite(context, change, ci, observation)] };
  return recordDrift(context)(ci, state, observation, maker);
};

/** A CI that cannot be read must not lose what was seen of it: the message is received again until somebody has repaired the row. */
const refuseUnreadable = (id: string): never => {
  throw new RowUnreadable('ConfigurationItem', [id]);
};

/**
 * Takes note of what AWS Config saw of a CI, once.
 * @throws StaleWrite if something was changed concurrently
 * @throws RowUnreadable if the CI cannot be read
 */
export const observeItem =
  (context: DriftContext) =>
  async (item: string, observation: LocatedObservation, maker: DraftMaker): Promise<ObservedOutcome> => {
    const { configurationItems, drift, store } = context;
    const { arn, capturedAt } = observation;
    const [[ci], state] = await Promise.all([configurationItems.findMany([item], refuseUnreadable), drift.find(item)]);
    if (!ci || ci.stage === 'decommissioned') return 'noted';
    const last = lastCapture(state, arn);
    if (last !== undefined && last >= capturedAt) return 'repeated';
    const terms = await termsOf(context)(ci.class);
    const { outcome, change, unauthorizedChange, draft, writes } = await judge(context, { ci, terms, state }, observation, maker);
    const all = [
      drift.save(stateAfter(item, state, { arn, at: capturedAt, unauthorizedChange })),
      ...(await attributeWrites(context)(ci, terms, observation.configuration, change)),
      ...writes,
    ];
    if (draft) await storeNaming(context)('change', draft, () => store.commit(all));
    else await store.commit(all);
    return outcome;
  };
