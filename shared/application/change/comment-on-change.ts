import { actorOf, type Caller, has } from '../../domain/access.ts';
import { peopleAsked } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeComment } from '../../domain/change/change-comment.ts';
import { forbidden, invalid } from '../../domain/errors.ts';
import type { EventName } from '../../domain/event/event-catalog.ts';
import { type NamesContext, namesOf, referencesToActors } from '../name/names-of.ts';
import { type ChangeContext, changeEvent } from './context.ts';

/** A comment as it is sent. */
interface CommentDraft {
  readonly text: string;
  readonly question: boolean;
  readonly answers?: string | undefined;
}

/** Who takes part in changes by their role. Others take part in a change if they have a part in it, or are asked to decide on it. */
const commenters = ['change-requester', 'change-manager', 'approver', 'freeze-approver'] as const;

/** @throws DomainError forbidden `change/not-yours` */
export const assertMayComment = (change: Change, caller: Caller): void => {
  const { number, requester, implementer, onBehalfOf, client } = change;
  const involved = [requester, implementer, onBehalfOf, client, ...peopleAsked(change)];
  if (has(caller, ...commenters) || (caller.kind !== 'monitor' && involved.includes(caller.id))) return;
  throw forbidden('change/not-yours', `only those who take part in ${number} or in changes may comment on it`);
};

const eventOf = ({ question, answers }: ChangeComment): EventName => {
  if (question) return 'QuestionAsked';
  return answers === undefined ? 'ChangeCommented' : 'QuestionAnswered';
};

type CommentContext = Pick<ChangeContext, 'events' | 'store' | 'clock' | 'ids'> & {
  readonly changes: Pick<ChangeContext['changes'], 'findComment' | 'saveComment'>;
};

/**
 * Adds a comment to a change, whatever its status is. A question is told to the requester and the implementer, an answer to who asked.
 * @throws DomainError forbidden `change/not-yours`; invalid `comment/not-a-question` if it answers something else than a question about this change
 */
export const commentOnChange =
  (context: CommentContext) =>
  async (change: Change, { text, question, answers }: CommentDraft, caller: Caller): Promise<ChangeComment> => {
    const { changes, store, clock, ids } = context;
    assertMayComment(change, caller);
    if (answers !== undefined && !(await changes.findComment(change.id, answers))?.question)
      throw invalid('/answers', 'comment/not-a-question', `comment ${answers} is not a question about ${change.number}`);
    const now = clock.now();
    const by = actorOf(caller);
    const comment: ChangeComment = {
      ...{ id: ids.next(), version: 1, createdAt: now, updatedAt: now, change: change.id, by, text, question },
      ...(answers === undefined ? {} : { answers }),
    };
    await store.commit([
      changes.saveComment(comment),
      changeEvent(context, eventOf(comment), { change, actor: by, body: { comment: comment.id } }),
    ]);
    return comment;
  };

/** Comments as the API answers them, with the names of who wrote them. */
export const showComments = (context: NamesContext) => async (comments: readonly ChangeComment[], caller: Caller) => {
  const names = await namesOf(context)(referencesToActors(comments.map(({ by }) => by)), caller);
  return comments.map((comment) => ({ ...comment, byName: names.ofActor(comment.by) }));
};
