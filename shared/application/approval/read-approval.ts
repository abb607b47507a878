import { type Approval, deciderIn } from '../../domain/approval/approval.ts';
import { approvalDigest } from '../../domain/approval/digest.ts';
import { peopleAsked } from '../../domain/approval/eligibility.ts';
import { type Change, peopleOf } from '../../domain/change/change.ts';
import type { ChangeComment } from '../../domain/change/change-comment.ts';
import type { ConflictOverride } from '../../domain/change/conflict.ts';
import { editsSince, type FieldEdit } from '../../domain/change/field-edit.ts';
import type { DomainError } from '../../domain/errors.ts';
import type { Person } from '../../domain/person/person.ts';
import { noPerson, unknownPerson } from '../person/person-name.ts';
import { type ApprovalContext, closedForLink, type OpenedApproval, voteOf } from './link-context.ts';
import { readTouched, type TouchedItems } from './read-touched.ts';

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

/** A comment with the name of who wrote it. */
interface SpokenComment extends Pick<ChangeComment, 'createdAt' | 'text' | 'question'> {
  readonly by: string;
}

/** The most comments on the page. */
const mostComments = 20;

const writerOf = ({ by }: ChangeComment): readonly string[] => (by.startsWith('person:') ? [by.slice('person:'.length)] : []);

/** Everything that the approver's page shows. */
export interface ApprovalView {
  readonly change: Change;
  readonly reader: Person;
  /** The link by which the reader came, or as if it had been mailed for this change. */
  readonly link: OpenedApproval['link'];
  /** The name of the person for whom the reader decides as a delegate (P3). */
  readonly giver: string | undefined;
  readonly requester: string;
  readonly implementer: string;
  readonly touched: TouchedItems;
  readonly approvers: readonly ApproverGroup[];
  readonly own: Approval | undefined;
  /** What was edited since the reader was asked, and since the page was opened from which a form comes. */
  readonly edits: { readonly asked: readonly FieldEdit[]; readonly opened: readonly FieldEdit[] };
  /** What was said about the change, oldest first. Of many comments, these are the latest. */
  readonly comments: { readonly list: readonly SpokenComment[]; readonly hasEarlier: boolean };
  /** Who has overridden which conflicts, when and why, oldest first (H2). */
  readonly overrides: readonly (Omit<ConflictOverride, 'by' | 'against'> & { readonly by: string })[];
  /** Whether the link has not expired, so that a code can be requested for it. */
  readonly isLinkLive: boolean;
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
  if (change.editedAt === undefined) return { asked: [], opened: [] };
  const found = await events.of({ type: 'change', id: change.id });
  const isOutdated = shownDigest !== '' && shownDigest !== approvalDigest(change);
  return { asked: editsSince(found, { time: link.lastAskedAt }), opened: isOutdated ? editsSince(found, { digest: shownDigest }) : [] };
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
    const { overrides = [] } = change;
    const [touched, votes, latest] = await Promise.all([
      readTouched(context, change),
      changes.decisions(change.id, change.revision),
      changes.latestComments(change.id, mostComments + 1),
    ]);
    const comments = latest.slice(-mostComments);
    const involved = [...peopleOf(change), ...peopleAsked(change), ...comments.flatMap(writerOf), ...overrides.map(({ by }) => by)];
    const peopleFound = await people.findMany([...new Set(involved)]);
    const nameOfPerson = (id: string | undefined): string =>
      id === undefined ? noPerson : (peopleFound.find((candidate) => candidate.id === id)?.name ?? unknownPerson);
    const own = voteOf(votes, link);
    return {
      change,
      reader: person,
      link,
      giver: link.for === undefined ? undefined : nameOfPerson(link.for),
      requester: nameOfPerson(change.requester),
      implementer: nameOfPerson(change.implementer),
      touched,
      approvers: groups.map(({ name, quorum, level, external = false, eligible }) => ({
        ...{ quorum, name, level, external },
        people: eligible.map((id) => ({ name: nameOfPerson(id), decision: votes.find((vote) => deciderIn(vote) === id)?.decision })),
      })),
      own,
      edits: await readEdits(context, openedLink, change, shownDigest),
      comments: {
        list: comments.map((comment) => ({ ...comment, by: writerOf(comment).map(nameOfPerson)[0] ?? 'A client of the API' })),
        hasEarlier: latest.length > comments.length,
      },
      overrides: overrides.map(({ kind, reason, at, by }) => ({ kind, reason, at, by: nameOfPerson(by) })),
      isLinkLive: context.clock.now() < link.expiresAt,
      closed: await closedForLink(context, openedLink, change, votes),
    };
  };
