import { type Differences, laterDifferences } from '../../domain/drift/changed-properties.ts';
import type { DriftState } from '../../domain/drift/drift-state.ts';
import type { UnauthorizedChange, UnauthorizedChangeRepository } from '../../domain/unauthorized-change/unauthorized-change.ts';
import type { UnauthorizedContext } from '../control/record-unauthorized.ts';
import { nextFacet } from '../item/item-context.ts';

/** The unauthorized change for the drift of a CI that is still open. A CI has at most one. */
export const openDrift = async (
  { unauthorizedChanges }: { readonly unauthorizedChanges: Pick<UnauthorizedChangeRepository, 'find'> },
  state: DriftState | undefined,
): Promise<UnauthorizedChange | undefined> => {
  const found = state?.unauthorizedChange === undefined ? undefined : await unauthorizedChanges.find(state.unauthorizedChange);
  return found?.status === 'open' ? found : undefined;
};

/** An open unauthorized change with later differences: of each place the first value and the last one. */
export const extendedBy = (
  context: Pick<UnauthorizedContext, 'clock'>,
  open: UnauthorizedChange,
  later: Differences,
): UnauthorizedChange => {
  const { differences, isIncomplete } = laterDifferences({ isIncomplete: false, ...open }, later);
  return { ...open, ...nextFacet(context, open), differences: [...differences], ...(isIncomplete ? { isIncomplete } : {}) };
};
