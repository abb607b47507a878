import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';

const withEntry = (list: readonly string[] = [], ...entries: readonly string[]): readonly string[] => [...new Set([...list, ...entries])];

/** The people who are responsible for a client when it acts on a change, with those of before. */
export const withResponsible = ({ responsibles }: Pick<Change, 'responsibles'>, caller: Caller): Pick<Change, 'responsibles'> =>
  caller.kind === 'client' ? { responsibles: withEntry(responsibles, caller.responsible) } : {};

/** Who edited a change, or a schedule that raises changes, with this caller: none of them may decide (P2). */
export const withAuthor = (change: Pick<Change, 'authors' | 'responsibles'>, caller: Caller): Pick<Change, 'authors' | 'responsibles'> => ({
  authors: withEntry(change.authors, actorOf(caller)),
  ...withResponsible(change, caller),
});
