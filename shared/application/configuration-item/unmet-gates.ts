import type { AgreementRepository } from '../../domain/agreement/agreement-repository.ts';
import type { CiClass } from '../../domain/class/class.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { type ComputedGate, existing, type GateEvidence, isComputedGate } from '../../domain/configuration-item/gate-evidence.ts';
import type { StageFinding } from '../../domain/configuration-item/readiness.ts';
import { gatesOf, type Stage } from '../../domain/configuration-item/stage-table.ts';
import { type MonitorReads, monitorsThatFind } from '../monitor/monitors-that-find.ts';

/** What the gates are checked with that Quiesce checks itself. */
export interface GateReads extends MonitorReads {
  readonly agreements: Pick<AgreementRepository, 'has'>;
}

interface ComputedCheck {
  readonly passes: (context: GateReads, ci: ConfigurationItem) => boolean | Promise<boolean>;
  readonly detail: string;
}

/** How each gate is checked that asks for no evidence (C4). */
const checks: Readonly<Record<ComputedGate, ComputedCheck>> = {
  owner: { passes: (_, { ownerTeam }) => ownerTeam !== undefined, detail: 'it has no owner team; set ownerTeam' },
  contacts: { passes: (_, { contactGroups }) => contactGroups.length > 0, detail: 'it has no contact group; set contactGroups' },
  agreement: {
    passes: ({ agreements }, { id }) => agreements.has(id),
    detail: 'it has no service agreement; make one with PUT /v1/services/{id}/agreement',
  },
  monitoring: {
    passes: async (context, ci) => (await monitorsThatFind(context)(ci)).length > 0,
    detail: 'no monitor finds it; give it an alias of a scheme that a monitor maps, such as hostname',
  },
};

/** A step of a CI: from which stage (undefined for a new CI) to which, and the evidence that was given for it. */
interface StageStep {
  readonly ci: ConfigurationItem;
  readonly from: Stage | undefined;
  readonly to: Stage;
  readonly evidence: GateEvidence;
}

/** The gates between two stages that a CI does not pass. Evidence that it gave for an earlier step still counts. */
export const unmetGates =
  (context: GateReads) =>
  async ({ gates }: Pick<CiClass, 'gates'>, { ci, from, to, evidence }: StageStep): Promise<readonly StageFinding[]> => {
    const given = { ...(ci.evidence === existing ? {} : ci.evidence), ...evidence };
    const findings = await Promise.all(
      gatesOf(gates, from, to).map(async (gate): Promise<readonly StageFinding[]> => {
        if (!isComputedGate(gate)) {
          const detail = `gate ${gate} asks for evidence; send it as {"evidence": {"${gate}": "https://…"}}`;
          return Object.hasOwn(given, gate) ? [] : [{ code: 'gate/missing', gate, detail }];
        }
        const { passes, detail } = checks[gate];
        return (await passes(context, ci)) ? [] : [{ code: 'gate/missing', gate, detail: `gate ${gate}: ${detail}` }];
      }),
    );
    return findings.flat();
  };
