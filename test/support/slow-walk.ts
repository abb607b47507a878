import type { SubmitContext } from '../../shared/application/change/context.ts';
import { second } from '../../shared/domain/clock.ts';
import type { SettableClock } from './api.ts';
import type { InMemoryRecords } from './in-memory-records.ts';

/** Does something while the table takes two seconds to read several rows, so that a walk over relations takes more than five. */
export const walkingSlowly = async <Result>(
  { records, clock }: { readonly records: InMemoryRecords; readonly clock: SettableClock },
  work: () => Promise<Result>,
): Promise<Result> => {
  records.before = (operation) => {
    if (operation === 'readMany') clock.advance(2 * second);
  };
  try {
    return await work();
  } finally {
    records.before = () => undefined;
  }
};

/** The context with a first read of relations, or of CIs, that takes so many milliseconds. */
export const withSlowRead = (
  context: SubmitContext,
  clock: SettableClock,
  of: 'relations' | 'CIs',
  milliseconds: number,
): SubmitContext => {
  let isFirst = true;
  const slow =
    <Given extends readonly unknown[], Found>(read: (...given: Given) => Promise<Found>) =>
    async (...given: Given): Promise<Found> => {
      if (isFirst) clock.advance(milliseconds);
      isFirst = false;
      return read(...given);
    };
  const { relations, configurationItems } = context;
  return of === 'relations'
    ? { ...context, relations: { ...relations, edges: slow(relations.edges) } }
    : { ...context, configurationItems: { ...configurationItems, findMany: slow(configurationItems.findMany) } };
};
