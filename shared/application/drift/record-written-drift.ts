import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { Difference } from '../../domain/differences.ts';
import { keptDifferences } from '../../domain/drift/changed-properties.ts';
import { type DriftRepository, stateRecording } from '../../domain/drift/drift-state.ts';
import type { Write } from '../../domain/store.ts';
import type { UnauthorizedChangeRepository } from '../../domain/unauthorized-change/unauthorized-change.ts';
import { recordUnauthorized, type UnauthorizedContext } from '../control/record-unauthorized.ts';
import { type ChangeAtWorkContext, changeAtWork } from './change-at-work.ts';
import { extendedBy, openDrift } from './open-drift.ts';

/** What is needed to judge a write of observed attributes. */
export interface WrittenDriftContext extends UnauthorizedContext, ChangeAtWorkContext {
  readonly drift: Pick<DriftRepository, 'find' | 'save'>;
  readonly unauthorizedChanges: Pick<UnauthorizedChangeRepository, 'find' | 'save'>;
}

/** A write of observed attributes of a CI under change control, which names no change. */
interface ObservedWrite {
  readonly ci: ConfigurationItem;
  readonly differences: readonly Difference[];
  /** Who writes. */
  readonly actor: string;
}

/** The writes that record drift: in the open unauthorized change for the drift of the CI, or in a new one. */
const recordingWrites = async (context: WrittenDriftContext, { ci, differences, actor }: ObservedWrite): Promise<readonly Write[]> => {
  const { drift, ids, unauthorizedChanges } = context;
  const state = await drift.find(ci.id);
  const open = await openDrift(context, state);
  const kept = keptDifferences(differences);
  if (open) return [unauthorizedChanges.save(extendedBy(context, open, kept))];
  const id = ids.next();
  const found = { differences: [...kept.differences], ...(kept.isIncomplete ? { isIncomplete: true } : {}) };
  return [
    drift.save(stateRecording(ci.id, state, id)),
    ...recordUnauthorized(context, { item: ci.id, source: 'observed', ...found }, actor, id),
  ];
};

/**
 * Judges a write of observed attributes by the rule that holds for what AWS Config sees (C5, C7): it belongs to a change at work, or it is
 * drift. The drift of a CI is one open unauthorized change, whoever finds it. The writes are for the transaction of the attributes.
 */
export const recordWrittenDrift =
  (context: WrittenDriftContext) =>
  async (write: ObservedWrite): Promise<{ readonly change?: string; readonly writes: readonly Write[] }> => {
    const change = await changeAtWork(context)(write.ci, context.clock.now());
    return change ? { change: change.id, writes: [] } : { writes: await recordingWrites(context, write) };
  };
