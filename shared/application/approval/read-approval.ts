import { type Approval, deciderIn } from '../../domain/approval/approval.ts';
import { approvalDigest } from '../../domain/approval/digest.ts';
import { peopleAsked } from '../../domain/approval/eligibility.ts';
import { type Change, peopleOf } from '../../domain/change/change.ts';
import { editsSince, type FieldEdit } from '../../domain/change/field-edit.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { DomainError } from '../../domain/errors.ts';
import type { Person } from '../../domain/person/person.ts';
import { noPerson, unknownPerson } from '../person/person-name.ts';
import { type ApprovalContext, closedForLink, type OpenedApproval, voteOf } from './link-context.ts';
import { type Neighbours, readNeighbours } from './read-neighbours.ts';

/** The maximum number of CIs of the scope that are shown by name. For the others, the page shows only their number. */
const maxNamedItems = 50;

interface ApproverGroup {
  /** How many approvals the group gives. */
  readonly quorum: number;
  readonly name: string;
  /** The level at which it is asked, from 1. */
  readonly level: number;
  /** Whether its members decide in another system (P9). */
  readonly external: boolean;
  readonly people: readonly { readonly name: string; readonly decision: Approval['decision'] | undefined }[];
}

/** Everything that the approver's page shows. */
export interface ApprovalView {
  readonly change: Change;
  readonly reader: Person;
  /** The name of the person for whom the reader decides as a delegate (P3). */
  readonly giver: string | undefined;
  readonly requester: string;
  readonly implementer: string;
  readonly items: readonly string[];
  /** The scope that was computed at submission: the number of its CIs, and the names of the first ones. */
  readonly scope: { readonly count: number; readonly names: readonly string[] };
  /** The CIs with a direct relation to the items: their number, and the names of the first ones. */
  readonly neighbours: { readonly [Part in keyof Neighbours]: { readonly count: number; readonly names: readonly string[] } };
  readonly approvers: readonly ApproverGroup[];
  readonly own: Approval | undefined;
  /** What was edited since the reader was asked, or since the page was opened from which the form comes. */
  readonly edits: { readonly since: 'asked' | 'opened'; readonly list: readonly FieldEdit[] };
  /** The reason why the reader cannot decide now. Undefined if the reader can. */
  readonly closed: DomainError | undefined;
}

const nameOf =
  (items: readonly ConfigurationItem[]) =>
  (id: string): string =>
    items.find((candidate) => candidate.id === id)?.name ?? id;

/** The ids of the first CIs of the scope: first the items that the change names, then their dependants. */
const scopeIds = async ({ changes }: ApprovalContext, change: Change): Promise<readonly string[]> => {
  if (!change.scope) return change.items;
  const scoped = await changes.scope(change.id, change.scope.revision, change.scope.digest);
  const others = scoped.map(({ item }) => item).filter((item) => !change.items.includes(item));
  return [...change.items, ...others].slice(0, maxNamedItems);
};

/** Events are read only if something may have been edited. `shownDigest` is that of the form, or empty. */
const readEdits = async (
  { events }: ApprovalContext,
  { link }: OpenedApproval,
  change: Change,
  shownDigest: string,
): Promise<ApprovalView['edits']> => {
  const isForm = shownDigest !== '';
  const since = isForm ? 'opened' : 'asked';
  if (isForm && shownDigest === approvalDigest(change)) return { since, list: [] };
  if (!isForm && change.editedAt === undefined) return { since, list: [] };
  const found = await events.of({ type: 'change', id: change.id });
  return { since, list: editsSince(found, isForm ? { digest: shownDigest } : { time: link.lastAskedAt }) };
};

/**
 * Reads the data of the approver's page. It writes nothing (P5).
 * @param shownDigest the digest in the form that was sent, if a form was sent
 */
export const readApproval =
  (context: ApprovalContext) =>
  async (openedLink: OpenedApproval, shownDigest = ''): Promise<ApprovalView> => {
    const { changes, configurationItems, people } = context;
    const { link, person } = openedLink;
    const change = await changes.get(link.change);
    const groups = change.pinned?.groups ?? [];
    const [ids, neighbours] = await Promise.all([scopeIds(context, change), readNeighbours(context.relations, change)]);
    const [votes, configurationItemsFound, peopleFound] = await Promise.all([
      changes.decisions(change.id, change.revision),
      configurationItems.findMany([...new Set([...change.items, ...ids, ...neighbours.dependants.ids, ...neighbours.standby.ids])]),
      people.findMany([...new Set([...peopleOf(change), ...peopleAsked(change)])]),
    ]);
    const nameOfPerson = (id: string | undefined): string =>
      id === undefined ? noPerson : (peopleFound.find((candidate) => candidate.id === id)?.name ?? unknownPerson);
    const itemName = nameOf(configurationItemsFound);
    const own = voteOf(votes, link);
    return {
      change,
      reader: person,
      giver: link.for === undefined ? undefined : nameOfPerson(link.for),
      requester: nameOfPerson(change.requester),
      implementer: nameOfPerson(change.implementer),
      items: change.items.map(itemName),
      scope: { count: change.scope?.count ?? change.items.length, names: ids.map(itemName) },
      neighbours: {
        dependants: { count: neighbours.dependants.count, names: neighbours.dependants.ids.map(itemName) },
        standby: { count: neighbours.standby.count, names: neighbours.standby.ids.map(itemName) },
      },
      approvers: groups.map(({ name, quorum, level, external = false, eligible }) => ({
        ...{ quorum, name, level, external },
        people: eligible.map((id) => ({ name: nameOfPerson(id), decision: votes.find((vote) => deciderIn(vote) === id)?.decision })),
      })),
      own,
      edits: await readEdits(context, openedLink, change, shownDigest),
      closed: await closedForLink(context, openedLink, change, votes),
    };
  };
