import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { Instant } from '../../domain/clock.ts';

const withEntry = (list: readonly string[] = [], ...entries: readonly string[]): readonly string[] => [...new Set([...list, ...entries])];

type People = Pick<Change, 'authors' | 'responsibles' | 'responsibleSince'>;

const responsiblesWith = ({ responsibles }: Pick<Change, 'responsibles'>, caller: Caller): Pick<Change, 'responsibles'> =>
  caller.kind === 'client' ? { responsibles: withEntry(responsibles, caller.responsible) } : {};

/** The people who are responsible for a client when it acts on a change before or at its submission, with those of before. None has a time. */
export const withResponsible = (change: People, caller: Caller): Omit<People, 'authors'> => ({
  ...responsiblesWith(change, caller),
  ...(caller.kind === 'client' && !change.responsibles ? { responsibleSince: [] } : {}),
});

/** Who edited a schedule that raises changes, or a change, with this caller: none of them may decide (P2). */
export const withAuthor = (edited: Pick<Change, 'authors' | 'responsibles'>, caller: Caller): Omit<People, 'responsibleSince'> => ({
  authors: withEntry(edited.authors, actorOf(caller)),
  ...responsiblesWith(edited, caller),
});

/**
 * As `withAuthor`, for a change that was submitted: there may be votes already, so it also keeps since when somebody is responsible. A change
 * with people but without such times is older than they are and gets none: they would not be those of all its people.
 */
export const withAuthorNow = (change: People, caller: Caller, now: Instant): People => {
  const { responsibles = [], responsibleSince: times = change.responsibles ? undefined : [] } = change;
  const isNew = caller.kind === 'client' && !responsibles.includes(caller.responsible);
  return {
    ...withAuthor(change, caller),
    ...(times && isNew ? { responsibleSince: [...times, { person: caller.responsible, since: now }] } : {}),
  };
};
