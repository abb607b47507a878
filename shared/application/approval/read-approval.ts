import type { Caller } from '../../domain/access.ts';
import type { Approval } from '../../domain/approval/approval.ts';
import { isAwaited } from '../../domain/approval/awaited.ts';
import { isClientHolder } from '../../domain/approval/client-holder.ts';
import { approvalDigest } from '../../domain/approval/digest.ts';
import { groupsAsking, membershipsOf, peopleAsked } from '../../domain/approval/eligibility.ts';
import { type Change, peopleOf } from '../../domain/change/change.ts';
import { editsSince, type FieldEdit } from '../../domain/change/field-edit.ts';
import type { DomainError } from '../../domain/errors.ts';
import type { Person } from '../../domain/person/person.ts';
import { noPerson, unknownPerson } from '../person/person-name.ts';
import { decisiveClients } from './decisive-clients.ts';
import { type ApprovalContext, closedForLink, type OpenedApproval } from './link-context.ts';
import { readTouched, type TouchedItems } from './read-touched.ts';

interface ApproverGroup {
  /** How many approvals the group gives. */
  readonly quorum: number;
  readonly name: string;
  readonly people: readonly { readonly name: string; readonly decision: Approval['decision'] | undefined }[];
}

/** Everything that the approver's page shows. */
export interface ApprovalView {
  readonly change: Change;
  readonly reader: Person;
  readonly requester: string;
  readonly implementer: string;
  readonly touched: TouchedItems;
  readonly approvers: readonly ApproverGroup[];
  readonly own: Approval | undefined;
  /** What was edited since the reader was asked, or since the page was opened from which the form comes. */
  readonly edits: { readonly since: 'asked' | 'opened'; readonly list: readonly FieldEdit[] };
  /** The reason why the reader cannot decide now. Undefined if the reader can. */
  readonly closed: DomainError | undefined;
}

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
    const { changes, people } = context;
    const { link, person } = openedLink;
    const change = await changes.get(link.change);
    const groups = change.pinned?.groups ?? [];
    const [touched, votes, peopleFound] = await Promise.all([
      readTouched(context, change),
      changes.decisions(change.id, change.revision),
      people.findMany([...new Set([...peopleOf(change), ...peopleAsked(change)])]),
    ]);
    const nameOfPerson = (id: string | undefined): string =>
      id === undefined ? noPerson : (peopleFound.find((candidate) => candidate.id === id)?.name ?? unknownPerson);
    const own = votes.find((vote) => vote.person === person.id);
    return {
      change,
      reader: person,
      requester: nameOfPerson(change.requester),
      implementer: nameOfPerson(change.implementer),
      touched,
      approvers: groups.map(({ name, quorum, eligible }) => ({
        quorum,
        name,
        people: eligible.map((id) => ({ name: nameOfPerson(id), decision: votes.find((vote) => vote.person === id)?.decision })),
      })),
      own,
      edits: await readEdits(context, openedLink, change, shownDigest),
      closed: await closedForLink(context, openedLink, change, votes),
    };
  };

/** The changes among the candidates that wait for this person's decision. The person is signed in, and is therefore active. */
export const changesAwaiting =
  ({ changes, contactGroups, clients, clock }: Pick<ApprovalContext, 'changes' | 'contactGroups' | 'clients' | 'clock'>) =>
  async ({ id: person, roles }: Pick<Caller, 'id' | 'roles'>, candidates: readonly Change[]): Promise<readonly Change[]> => {
    const asking = new Set(candidates.flatMap((change) => groupsAsking(change, person).map(({ group }) => group)));
    const memberOf = membershipsOf(person, await contactGroups.findMany([...asking]));
    const readings = await Promise.all(
      candidates.map(async (change) => {
        const [deciders, decisive] = [await changes.deciders(change.id, change.revision), await decisiveClients(clients, change)];
        const isHolder = isClientHolder(change, decisive, { id: person, roles: [...roles] });
        return isAwaited(change, deciders, { person, memberOf, isActive: true, isClientHolder: isHolder }, clock.now());
      }),
    );
    return candidates.filter((_, index) => readings[index]);
  };
