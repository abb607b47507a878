import type { Caller } from '../../domain/access.ts';
import type { ExpectedVersion } from '../../domain/expected-version.ts';
import { datedMapping } from '../../domain/monitor/dated-mapping.ts';
import { type Monitor, type MonitorDraft, Monitors } from '../../domain/monitor/monitor.ts';
import { manageResource, patched } from '../resource/manage-resource.ts';
import { judgeMonitor } from './judge-monitor.ts';
import type { MonitorContext } from './monitor-context.ts';
import { settleOwnerTeam } from './settle-owner-team.ts';

/** The fields of a monitor as a client would send them: without the times of its mapping and without the sealed secret. */
const draftOf = ({ mapping, defaultMappingSince, receiver, ...fields }: Monitor) => {
  const { sealedSecret, ...address } = receiver;
  return { ...fields, receiver: address, ...(mapping ? { mapping: mapping.map(({ addedAt, ...rule }) => rule) } : {}) };
};

/**
 * Applies a merge patch to a monitor. Without a new secret, the old one is kept.
 * @throws DomainError stale, invalid, conflict `monitor/name-taken`
 */
export const patchMonitor =
  (context: MonitorContext) =>
  (id: string, patch: unknown, { ifMatch, caller }: { readonly ifMatch: ExpectedVersion; readonly caller: Caller }): Promise<Monitor> => {
    const { sealer, clock, monitors } = context;
    const fields = async (before: Monitor) => {
      const { mapping, receiver, ownerTeam, ...next } = patched<MonitorDraft>(Monitors, draftOf(before), patch);
      await judgeMonitor({ ...next, receiver }, context.allowPrivate);
      const { secret, ...address } = receiver;
      const sealedSecret = secret === undefined ? before.receiver.sealedSecret : await sealer.seal(secret, id);
      const owner = await settleOwnerTeam(context.teams)({ ownerTeam }, before);
      return { ...next, ...owner, ...datedMapping({ ...next, mapping }, before, clock.now()), receiver: { ...address, sealedSecret } };
    };
    return manageResource<Monitor>({ ...context, definition: Monitors, repository: monitors }).patch(id, fields, ifMatch, caller);
  };
