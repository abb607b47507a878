import { type Approval, isAsked } from '../../domain/approval/approval.ts';
import { closedBecause } from '../../domain/approval/standing.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { DomainError } from '../../domain/errors.ts';
import type { Person } from '../../domain/person/person.ts';
import type { LinkContext, OpenedLink } from './link-context.ts';

/** How many CIs of the scope are named; of the others the page says how many they are. */
const namedAtMost = 50;

interface ApproverGroup {
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
  /** The frozen scope: how many CIs, and the names of the first of them. */
  readonly scope: { readonly count: number; readonly names: readonly string[] };
  readonly asked: readonly ApproverGroup[];
  readonly own: Approval | undefined;
  /** Why it cannot be decided here and now; nothing where it can. */
  readonly closed: DomainError | undefined;
}

const nameOf =
  (items: readonly ConfigurationItem[]) =>
  (id: string): string =>
    items.find((candidate) => candidate.id === id)?.name ?? id;

/** Ids of the scope's first CIs, those that the quiet takes along last. */
const scopeIds = async ({ changes }: LinkContext, change: Change): Promise<readonly string[]> => {
  if (!change.scope) return change.items;
  const scoped = await changes.scope(change.id, change.scope.revision, change.scope.digest);
  const others = scoped.map(({ item }) => item).filter((item) => !change.items.includes(item));
  return [...change.items, ...others].slice(0, namedAtMost);
};

/** The approver's page as data. Reads only (P5). */
export const readApproval =
  (context: LinkContext) =>
  async ({ link, person }: OpenedLink): Promise<ApprovalView> => {
    const { changes, configurationItems, people, clock } = context;
    const change = await changes.get(link.change);
    const groups = change.pinned?.groups ?? [];
    const ids = await scopeIds(context, change);
    const [votes, named, known] = await Promise.all([
      changes.decisions(change.id, change.revision),
      configurationItems.findMany([...new Set([...change.items, ...ids])]),
      people.findMany([...new Set([change.requester, change.implementer, ...groups.flatMap(({ eligible }) => eligible)])]),
    ]);
    const nameOfPerson = (id: string): string => known.find((candidate) => candidate.id === id)?.name ?? 'somebody who is no longer here';
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
      closed: closedBecause(link, change, own, clock.now()),
    };
  };

/** Whether this person's decision on the change is still awaited. */
export const isAwaited =
  ({ changes }: Pick<LinkContext, 'changes'>) =>
  async (change: Change, person: string): Promise<boolean> => {
    if (!change.pinned || !isAsked(change.pinned, person) || change.agreedAt !== undefined) return false;
    const votes = await changes.decisions(change.id, change.revision);
    return !votes.some((vote) => vote.person === person);
  };
