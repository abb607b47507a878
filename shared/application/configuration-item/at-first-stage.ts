import { actorOf, type Caller } from '../../domain/access.ts';
import type { ConfigurationItem, ConfigurationItemDraft } from '../../domain/configuration-item/configuration-item.ts';
import { existing, withEvidence } from '../../domain/configuration-item/gate-evidence.ts';
import { wasEverLive } from '../../domain/configuration-item/stage-table.ts';
import { assertGates } from './assert-gates.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';

/**
 * A new CI in the stage that it begins with (C4). It passes the gates of all stages up to that one, with the evidence given. What was in
 * operation before it was registered has the evidence `existing` instead: its gates are not asked for, and its changes are recorded and not
 * refused, unless the request says otherwise (C5).
 * @throws DomainError conflict `stage/blocked`
 */
export const atFirstStage =
  (context: ConfigurationItemContext) =>
  async (ci: ConfigurationItem, evidence: ConfigurationItemDraft['evidence'], caller: Caller): Promise<ConfigurationItem> => {
    if (evidence === existing) return wasEverLive(ci) ? { ...ci, changeControl: ci.changeControl ?? 'record', evidence } : ci;
    const given = evidence ?? {};
    await assertGates(context)(ci, given);
    if (Object.keys(given).length === 0) return ci;
    return { ...ci, evidence: withEvidence(undefined, given, { by: actorOf(caller), at: context.clock.now() }) };
  };
