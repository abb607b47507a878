import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { laterDifferences } from '../../domain/drift/changed-properties.ts';
import type { LocatedObservation } from '../../domain/drift/config-event.ts';
import type { DriftState } from '../../domain/drift/drift-state.ts';
import { system } from '../../domain/event/event.ts';
import type { UnauthorizedChange } from '../../domain/unauthorized-change/unauthorized-change.ts';
import { changeEvent } from '../change/context.ts';
import { recordUnauthorized } from '../control/record-unauthorized.ts';
import { nextFacet } from '../item/item-context.ts';
import type { DraftMaker } from './draft-maker.ts';
import type { DriftContext } from './drift-context.ts';

const openOne = async ({ unauthorizedChanges }: DriftContext, state: DriftState | undefined): Promise<UnauthorizedChange | undefined> => {
  const found = state?.unauthorizedChange === undefined ? undefined : await unauthorizedChanges.find(state.unauthorizedChange);
  return found?.status === 'open' ? found : undefined;
};

/** The open unauthorized change with what was seen since. */
const extended = (
  context: DriftContext,
  open: UnauthorizedChange,
  { arn, capturedAt, ...seen }: LocatedObservation,
): UnauthorizedChange => {
  const { differences, isIncomplete } = laterDifferences({ isIncomplete: false, ...open }, seen);
  const observedAt = open.observedAt !== undefined && open.observedAt > capturedAt ? open.observedAt : capturedAt;
  return {
    ...{ ...open, ...nextFacet(context, open), differences: [...differences], resource: arn, observedAt },
    ...(isIncomplete ? { isIncomplete } : {}),
  };
};

/**
 * Judges a difference that belongs to no change. A CI has at most one open unauthorized change for what AWS Config sees: the first difference
 * makes it, with its event and the draft of an emergency change, and later ones extend it, until somebody resolves it.
 */
export const recordDrift =
  (context: DriftContext) =>
  async (ci: ConfigurationItem, state: DriftState | undefined, observation: LocatedObservation, maker: DraftMaker) => {
    const open = await openOne(context, state);
    if (open) {
      const writes = [context.unauthorizedChanges.save(extended(context, open, observation))];
      return { outcome: 'extended' as const, unauthorizedChange: open.id, writes };
    }
    const { arn, capturedAt, differences, isIncomplete } = observation;
    const draft = await maker.draft(ci, observation);
    const seen = { differences: [...differences], resource: arn, observedAt: capturedAt, ...(isIncomplete ? { isIncomplete } : {}) };
    const finding = { item: ci.id, source: 'aws-config' as const, draft: draft.id, ...seen };
    return {
      outcome: 'recorded' as const,
      unauthorizedChange: maker.unauthorizedChange,
      draft,
      writes: [
        ...recordUnauthorized(context, finding, system, maker.unauthorizedChange),
        ...context.changes.save(draft),
        changeEvent(context, 'ChangeRequested', { change: draft, actor: system }),
      ],
    };
  };
