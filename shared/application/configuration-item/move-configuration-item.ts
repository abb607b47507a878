import { actorOf, type Caller } from '../../domain/access.ts';
import { todayOf } from '../../domain/clock.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { existing, type GateEvidence, withEvidence } from '../../domain/configuration-item/gate-evidence.ts';
import { type Readiness, type StageFinding, stageBlocked } from '../../domain/configuration-item/readiness.ts';
import { type Stage, stagesAfter } from '../../domain/configuration-item/stage-table.ts';
import { conflict, invalid } from '../../domain/errors.ts';
import { originOf } from '../../domain/history/origin.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import { latestToday } from '../asset/change-asset.ts';
import { termsOf } from '../class/find-class.ts';
import { itemFact, nextFacet } from '../item/item-context.ts';
import { decommissioningBlockers, decommissioningWarnings } from './decommissioning.ts';
import { lossBlockers } from './loss-blockers.ts';
import { type ManagedItem, managedItem } from './managed-item.ts';
import type { StageContext } from './stage-context.ts';
import { unmetGates } from './unmet-gates.ts';
import { validityReminder } from './validity-reminder.ts';

/** A step that a caller asks for. `date`: the day on which it was taken, by default today. */
export interface StageRequest {
  readonly to: Stage;
  readonly evidence?: GateEvidence | undefined;
  readonly date?: string | undefined;
}

const isAllowed = ({ stage }: ConfigurationItem, to: Stage): boolean => stagesAfter[stage].includes(to);

const notAllowed = ({ stage }: ConfigurationItem, to: Stage): string =>
  `it is ${stage} and cannot be ${to}; next can be ${stagesAfter[stage].join(', ') || 'nothing'}`;

/** Everything that stands in the way of a step, and the writes that make its transaction fail if this has changed since. */
const blockersOf = async (context: StageContext, { ci, asset }: ManagedItem, { to, evidence = {} }: StageRequest) => {
  const gates = await unmetGates(context)(await termsOf(context)(ci.class), { ci, from: ci.stage, to, evidence });
  if (to !== 'decommissioned') {
    const kept: readonly Write[] = asset ? [context.assets.unchanged(asset.id, asset)] : [];
    return { blockers: [...gates, ...lossBlockers(asset, ci.stage, to)], unchanged: kept };
  }
  const { blockers, unchanged } = await decommissioningBlockers(context, ci);
  return { blockers: [...gates, ...blockers], unchanged };
};

/** Whether a CI may take a stage now, with every blocker and every warning (C4). */
export const readReadiness =
  (context: StageContext) =>
  async (reference: string, to: Stage): Promise<Readiness> => {
    const item = await managedItem(context)(reference);
    const refused: readonly StageFinding[] = [{ code: 'stage/not-allowed', detail: notAllowed(item.ci, to) }];
    const blockers = isAllowed(item.ci, to) ? (await blockersOf(context, item, { to })).blockers : refused;
    const warnings = to === 'decommissioned' ? await decommissioningWarnings(context, item) : [];
    return { to, ready: blockers.length === 0, blockers, warnings };
  };

/** @throws DomainError invalid `configuration-item/date-in-future` */
const dayOf = ({ clock }: Pick<StageContext, 'clock'>, date = todayOf({ clock })): string => {
  if (date <= latestToday(clock)) return date;
  throw invalid('/date', 'configuration-item/date-in-future', `${date} has not come yet; a step is recorded when it was taken`);
};

/** The CI in its next stage, with the evidence that was given. What came in as existing has evidence of its own from now on. */
const movedTo = (context: StageContext, ci: ConfigurationItem, { to, evidence = {} }: StageRequest, by: string): ConfigurationItem => {
  const given = Object.keys(evidence).length > 0;
  const stored = ci.evidence === existing ? undefined : ci.evidence;
  return {
    ...ci,
    ...nextFacet(context, ci),
    stage: to,
    ...(given ? { evidence: withEvidence(stored, evidence, { by, at: context.clock.now() }) } : {}),
  };
};

/**
 * Takes a CI to its next stage, if it passes all gates between, and nothing stands in the way (C4). A step needs no change (C5).
 * @throws DomainError conflict `stage/not-allowed`, `stage/blocked` with one error for each blocker; invalid
 * `configuration-item/date-in-future`
 */
export const moveConfigurationItem =
  (context: StageContext) =>
  (reference: string, request: StageRequest, caller: Caller): Promise<ConfigurationItem> =>
    onFreshRows(async () => {
      const { configurationItems, store } = context;
      const item = await managedItem(context)(reference);
      const { ci } = item;
      const { to } = request;
      if (!isAllowed(ci, to)) throw conflict('stage/not-allowed', notAllowed(ci, to), '/to');
      const date = dayOf(context, request.date);
      const { blockers, unchanged } = await blockersOf(context, item, request);
      if (blockers.length > 0) throw stageBlocked(to, blockers);
      const next = movedTo(context, ci, request, actorOf(caller));
      const body = { from: ci.stage, to, date, evidence: Object.keys(request.evidence ?? {}) };
      const fact = itemFact(context)('ConfigurationItemStageChanged', ci.id, caller, body);
      const saved = configurationItems.save(next, originOf(caller), ci);
      await store.commit([...saved, ...(await validityReminder(context)(ci.id, next, ci)), ...unchanged, fact]);
      return next;
    });
