import type { Approval } from '../../domain/approval/approval.ts';
import { isAwaited } from '../../domain/approval/awaited.ts';
import { groupsAsking, membershipsOf, peopleAsked } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { DomainError } from '../../domain/errors.ts';
import type { Person } from '../../domain/person/person.ts';
import { unknownPerson } from '../person/person-name.ts';
import { closedForLink, type LinkContext, type OpenedLink } from './link-context.ts';

/** The most CIs of the scope that are named. The page says how many others there are. */
const namedAtMost = 50;

interface AskedGroup {
  readonly name: string;
  readonly people: readonly { readonly name: string; readonly decision: Approval['decision'] | undefined }[];
}

/** Everything that the approver's page shows. */
export interface ApprovalView {
  readonly change: Change;
  readonly reader: Person;
  readonly requester: string;
  readonly implementer: string;
  readonly items: readonly string[];
  /** The frozen scope: how many CIs it has, and the names of the first of them. */
  readonly scope: { readonly count: number; readonly names: readonly string[] };
  readonly asked: readonly AskedGroup[];
  readonly own: Approval | undefined;
  /** Why this reader cannot decide on it now; nothing if they can. */
  readonly closed: DomainError | undefined;
}

const nameOf =
  (items: readonly ConfigurationItem[]) =>
  (id: string): string =>
    items.find((candidate) => candidate.id === id)?.name ?? id;

/** Ids of the scope's first CIs: the named ones, then their dependants. */
const scopeIds = async ({ changes }: LinkContext, change: Change): Promise<readonly string[]> => {
  if (!change.scope) return change.items;
  const scoped = await changes.scope(change.id, change.scope.revision, change.scope.digest);
  const others = scoped.map(({ item }) => item).filter((item) => !change.items.includes(item));
  return [...change.items, ...others].slice(0, namedAtMost);
};

/** The approver's page as data. Only reads (P5). */
export const readApproval =
  (context: LinkContext) =>
  async (followed: OpenedLink): Promise<ApprovalView> => {
    const { changes, configurationItems, people } = context;
    const { link, person } = followed;
    const change = await changes.get(link.change);
    const groups = change.pinned?.groups ?? [];
    const ids = await scopeIds(context, change);
    const [votes, named, known] = await Promise.all([
      changes.decisions(change.id, change.revision),
      configurationItems.findMany([...new Set([...change.items, ...ids])]),
      people.findMany([...new Set([change.requester, change.implementer, ...peopleAsked(change)])]),
    ]);
    const nameOfPerson = (id: string): string => known.find((candidate) => candidate.id === id)?.name ?? unknownPerson;
    const item = nameOf(named);
    const own = votes.find((vote) => vote.person === person.id);
    return {
      change,
      reader: person,
      requester: nameOfPerson(change.requester),
      implementer: nameOfPerson(change.implementer),
      items: change.items.map(item),
      scope: { count: change.scope?.count ?? change.items.length, names: ids.map(item) },
      asked: groups.map(({ name, eligible }) => ({
        name,
        people: eligible.map((id) => ({ name: nameOfPerson(id), decision: votes.find((vote) => vote.person === id)?.decision })),
      })),
      own,
      closed: await closedForLink(context, followed, change, votes),
    };
  };

/** Those of some changes that this person's decision is awaited for. The person is signed in, and so is still here. */
export const changesAwaiting =
  ({ changes, contactGroups, clock }: Pick<LinkContext, 'changes' | 'contactGroups' | 'clock'>) =>
  async (person: string, candidates: readonly Change[]): Promise<readonly Change[]> => {
    const asking = new Set(candidates.flatMap((change) => groupsAsking(change, person).map(({ group }) => group)));
    const memberOf = membershipsOf(person, await contactGroups.findMany([...asking]));
    const voter = { person, memberOf, isActive: true };
    const deciders = await Promise.all(candidates.map(({ id, revision }) => changes.deciders(id, revision)));
    return candidates.filter((change, at) => isAwaited(change, deciders[at] ?? [], voter, clock.now()));
  };
