import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Instant } from '../../domain/clock.ts';

const withEntry = (list: readonly string[] = [], ...entries: readonly string[]): readonly string[] => [...new Set([...list, ...entries])];

/** The people who are responsible for a client when it acts on a change, with those of before. */
export const withResponsible = ({ responsibles }: Pick<Change, 'responsibles'>, caller: Caller): Pick<Change, 'responsibles'> =>
  caller.kind === 'client' ? { responsibles: withEntry(responsibles, caller.responsible) } : {};

/** Who edited a change, or a schedule that raises changes, with this caller: none of them may decide (P2). */
export const withAuthor = (change: Pick<Change, 'authors' | 'responsibles'>, caller: Caller): Pick<Change, 'authors' | 'responsibles'> => ({
  authors: withEntry(change.authors, actorOf(caller)),
  ...withResponsible(change, caller),
});

/**
 * As `withAuthor`, for a change that was submitted: there may be votes already, so it also keeps since when somebody is responsible. A change
 * without such times, which is older than they are, gets none: they would not be those of all its people.
 */
export const withAuthorNow = (
  change: Pick<Change, 'authors' | 'responsibles' | 'responsibleSince'>,
  caller: Caller,
  now: Instant,
): Pick<Change, 'authors' | 'responsibles' | 'responsibleSince'> => {
  const { responsibles = [], responsibleSince: times } = change;
  const isNew = caller.kind === 'client' && !responsibles.includes(caller.responsible);
  return {
    ...withAuthor(change, caller),
    ...(times && isNew ? { responsibleSince: [...times, { person: caller.responsible, since: now }] } : {}),
  };
};
