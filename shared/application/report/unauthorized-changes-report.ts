import type { Caller } from '../../domain/access.ts';
import type { Clock } from '../../domain/clock.ts';
import type { PageRequest } from '../../domain/store.ts';
import type { UnauthorizedChangeRepository } from '../../domain/unauthorized-change/unauthorized-change.ts';
import type { NamesContext } from '../name/names-of.ts';
import { showUnauthorizedChanges } from '../unauthorized-change/unauthorized-changes.ts';
import { monthPeriod, type PeriodQuery } from './report-frame.ts';
import { timesOf } from './report-times.ts';

/** The dependencies of the report on changes without approval. */
export interface UnauthorizedReportContext extends NamesContext {
  readonly clock: Clock;
  readonly unauthorizedChanges: Pick<UnauthorizedChangeRepository, 'detected'>;
}

/**
 * The changes without approval that were detected in a period, in the order of their detection, and what became of each (C5, C7).
 * @throws DomainError invalid `report/end-before-start`, `period/too-long`
 */
export const unauthorizedChangesReport =
  (context: UnauthorizedReportContext) => async (query: PeriodQuery, request: PageRequest, caller: Caller) => {
    const span = monthPeriod(context, query);
    const { items, nextCursor } = await context.unauthorizedChanges.detected(timesOf(span), request);
    const shown = await showUnauthorizedChanges(context)(items, caller);
    return {
      ...span,
      items: shown.map(({ id, differences, isIncomplete, version, createdAt, updatedAt, resource, observedAt, ...row }) => ({
        unauthorizedChange: id,
        ...row,
        fields: differences.map(({ path }) => path),
      })),
      nextCursor,
    };
  };
