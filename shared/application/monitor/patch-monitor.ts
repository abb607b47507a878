import type { Caller } from '../../domain/access.ts';
import { type Instant, plus, second } from '../../domain/clock.ts';
import { newDue } from '../../domain/due/due.ts';
import { invalid } from '../../domain/errors.ts';
import type { ExpectedVersion } from '../../domain/expected-version.ts';
import { datedMapping } from '../../domain/monitor/dated-mapping.ts';
import { matcherHistory } from '../../domain/monitor/former-matchers.ts';
import { type AlertReceiver, type Monitor, type MonitorDraft, Monitors } from '../../domain/monitor/monitor.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import type { Write } from '../../domain/store.ts';
import { manageResource, patched } from '../resource/manage-resource.ts';
import { judgeMonitor } from './judge-monitor.ts';
import type { MonitorContext } from './monitor-context.ts';
import { settleOwnerTeam } from './settle-owner-team.ts';

/** The fields of a monitor as a client would send them: without what dates its mapping and its matchers, and without the sealed secret. */
const draftOf = ({
  mapping,
  defaultMappingSince,
  enforcedSince,
  formerNeverSuppress,
  neverSuppressSince,
  receiver,
  ...fields
}: Monitor) => {
  const { sealedSecret: _, ...address } = { sealedSecret: undefined, ...receiver };
  return { ...fields, receiver: address, ...(mapping ? { mapping: mapping.map(({ addedAt, ...rule }) => rule) } : {}) };
};

/** When the monitor began to enforce, if it observed before: a window that was approved earlier holds none of its alerts (W1). */
const modeHistory = ({ mode }: Pick<Monitor, 'mode'>, before: Monitor, now: Instant) => {
  const since = before.mode === 'observe' ? now : before.enforcedSince;
  return mode === 'observe' || since === undefined ? {} : { enforcedSince: since };
};

interface ReceiverPatch {
  readonly kind?: AlertReceiver['kind'] | null;
  readonly [field: string]: unknown;
}

/** The fields that only receivers of the other kind have. */
const foreignFields = { webhook: ['topicArn'], sns: ['url', 'secret'] } as const;

/** The monitor to which a patch applies. A receiver of another kind replaces the one before, because their fields differ. */
const patchedMonitor = (before: Monitor, patch: unknown): MonitorDraft => {
  const { receiver } = patch as { readonly receiver?: ReceiverPatch | null };
  const kind = receiver?.kind ?? before.receiver.kind;
  const foreign = foreignFields[kind].find((name) => receiver?.[name] !== undefined && receiver[name] !== null);
  if (foreign) throw invalid(`/receiver/${foreign}`, 'receiver/field', `a receiver of kind ${kind} has no field ${foreign}`);
  const draft = draftOf(before);
  return patched<MonitorDraft>(Monitors, kind === before.receiver.kind ? draft : { ...draft, receiver: {} as AlertReceiver }, patch);
};

/** The receiver after a patch. Without a new secret, the old one is kept. */
const sealedAfter = async ({ sealer }: MonitorContext, draft: MonitorDraft['receiver'], before: Monitor): Promise<AlertReceiver> => {
  if (draft.kind === 'sns') return draft;
  const { secret, ...address } = draft;
  if (secret !== undefined) return { ...address, sealedSecret: await sealer.seal(secret, before.id) };
  if (before.receiver.kind === 'webhook') return { ...address, sealedSecret: before.receiver.sealedSecret };
  throw invalid('/receiver/secret', 'receiver/secret', 'a receiver that becomes a webhook needs a secret: whsec_ followed by base64');
};

/** What is held is decided again after this time: messages that were received before the edit are stored by then. */
const reconsiderAfter = 15 * second;

/**
 * Applies a merge patch to a monitor. If its mode or its matchers change, the sweep has the alerts that it holds decided again (S6, S11).
 * @throws DomainError stale, invalid, conflict `monitor/name-taken`
 */
export const patchMonitor =
  (context: MonitorContext) =>
  (id: string, patch: unknown, { ifMatch, caller }: { readonly ifMatch: ExpectedVersion; readonly caller: Caller }): Promise<Monitor> => {
    const { clock, monitors } = context;
    const fields = async (before: Monitor) => {
      const { mapping, ownerTeam, ...next } = patchedMonitor(before, patch);
      await judgeMonitor(next, context);
      const receiver = await sealedAfter(context, next.receiver, before);
      const owner = await settleOwnerTeam(context.teams)({ ownerTeam }, before);
      const now = clock.now();
      const history = { ...matcherHistory(next, before, now), ...modeHistory(next, before, now) };
      return { ...next, ...owner, ...datedMapping({ ...next, mapping }, before, now), ...history, receiver };
    };
    const also = (next: Monitor, before: Monitor): readonly Write[] =>
      next.mode === before.mode && isSameValue(next.neverSuppress, before.neverSuppress)
        ? []
        : [context.dues.save(newDue(context)('reconsider', id, plus(clock.now(), reconsiderAfter)))];
    return manageResource<Monitor>({ ...context, definition: Monitors, repository: monitors, also }).patch(id, fields, ifMatch, caller);
  };
