import type { DraftChange } from '../../domain/change/change.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { LocatedObservation } from '../../domain/drift/config-event.ts';
import type { DriftState } from '../../domain/drift/drift-state.ts';
import { system } from '../../domain/event/event.ts';
import type { Write } from '../../domain/store.ts';
import type { UnauthorizedChange } from '../../domain/unauthorized-change/unauthorized-change.ts';
import { changeEvent } from '../change/context.ts';
import { recordUnauthorized } from '../control/record-unauthorized.ts';
import type { DraftMaker } from './draft-maker.ts';
import type { DriftContext } from './drift-context.ts';
import { extendedBy, openDrift } from './open-drift.ts';

/** The open unauthorized change with what was seen since. */
const extended = (context: DriftContext, open: UnauthorizedChange, observation: LocatedObservation): UnauthorizedChange => {
  const { arn, capturedAt } = observation;
  const observedAt = open.observedAt !== undefined && open.observedAt > capturedAt ? open.observedAt : capturedAt;
  return { ...extendedBy(context, open, observation), resource: arn, observedAt };
};

/** The writes of a draft, which nobody has requested. */
const draftWrites = (context: DriftContext, draft: DraftChange): readonly Write[] => [
  ...context.changes.save(draft),
  changeEvent(context, 'ChangeRequested', { change: draft, actor: system }),
];

/**
 * Judges a difference that belongs to no change. A CI has at most one open unauthorized change for its drift: the first difference makes it,
 * with its event, and later ones extend it, until somebody resolves it. With the first difference that AWS Config sees, it gets the draft of an
 * emergency change.
 */
export const recordDrift =
  (context: DriftContext) =>
  async (ci: ConfigurationItem, state: DriftState | undefined, observation: LocatedObservation, maker: DraftMaker) => {
    const open = await openDrift(context, state);
    const recorded = open?.id ?? maker.unauthorizedChange;
    const draft = open?.draft === undefined ? await maker.draft(ci, observation, recorded) : undefined;
    const made = draft ? draftWrites(context, draft) : [];
    if (open) {
      const next = { ...extended(context, open, observation), ...(draft ? { draft: draft.id } : {}) };
      const writes = [context.unauthorizedChanges.save(next), ...made];
      return { outcome: 'extended' as const, unauthorizedChange: recorded, draft, writes };
    }
    const { arn, capturedAt, differences, isIncomplete } = observation;
    const seen = { differences: [...differences], resource: arn, observedAt: capturedAt, ...(isIncomplete ? { isIncomplete } : {}) };
    const finding = { item: ci.id, source: 'aws-config' as const, draft: draft?.id, ...seen };
    return {
      outcome: 'recorded' as const,
      unauthorizedChange: recorded,
      draft,
      writes: [...recordUnauthorized(context, finding, system, recorded), ...made],
    };
  };
