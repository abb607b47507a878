import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { GateEvidence } from '../../domain/configuration-item/gate-evidence.ts';
import { stageBlocked } from '../../domain/configuration-item/readiness.ts';
import { wasEverLive } from '../../domain/configuration-item/stage-table.ts';
import { termsOf } from '../class/find-class.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';
import { unmetGates } from './unmet-gates.ts';

/**
 * Checks that a CI passes the gates of its class up to its stage, with the evidence that it has and what is given now (C4). Before it is live,
 * there are none.
 * @throws DomainError conflict `stage/blocked`
 */
export const assertGates =
  (context: ConfigurationItemContext) =>
  async (ci: ConfigurationItem, given: GateEvidence = {}): Promise<void> => {
    if (!wasEverLive(ci)) return;
    const step = { ci, from: undefined, to: ci.stage, evidence: given };
    const blockers = await unmetGates(context)(await termsOf(context)(ci.class), step);
    if (blockers.length > 0) throw stageBlocked(ci.stage, blockers);
  };
