import { type Change, isWalking, type WalkingChange } from '../../domain/change/change.ts';
import { moved } from '../../domain/change/change-transitions.ts';
import { plus, second } from '../../domain/clock.ts';
import { type DomainError, isDomainError } from '../../domain/errors.ts';
import { system } from '../../domain/event/event.ts';
import { onFreshRows } from '../../domain/store.ts';
import { nameReferences } from '../naming/name-references.ts';
import { approvalWrites } from './ask-for-approval.ts';
import { changeEvent, type SubmitContext } from './context.ts';
import { judgeSubmission } from './judge-submission.ts';

/** How long a request waits for the walk of a submission (H1). */
const patience = 5 * second;

/** The walk of a submission took longer than its request waits. */
export class OutlastedWalk extends Error {
  override readonly name = 'OutlastedWalk';
}

/** The context with CIs and relations that can be read only as long as a request waits for a walk. Later reads throw `OutlastedWalk`. */
export const withPatience = (context: SubmitContext): SubmitContext => {
  const { clock, configurationItems, relations } = context;
  const latest = plus(clock.now(), patience);
  const inTime =
    <Given extends readonly unknown[], Found>(read: (...given: Given) => Promise<Found>) =>
    async (...given: Given): Promise<Found> => {
      if (clock.now() > latest) throw new OutlastedWalk();
      return read(...given);
    };
  return {
    ...context,
    configurationItems: { ...configurationItems, findMany: inTime(configurationItems.findMany) },
    relations: { ...relations, edges: inTime(relations.edges) },
  };
};

/** Whether an error says that the change cannot be submitted, rather than that it cannot be judged now. */
const isRefusal = (error: unknown): error is DomainError => isDomainError(error) && error.kind !== 'busy';

/** The change as a draft again, which says why its submission was refused. */
const refuse = async (context: SubmitContext, change: WalkingChange, { code, message, errors }: DomainError): Promise<Change> => {
  const { changes, store, clock } = context;
  const refusal = { at: clock.now(), code, detail: message, errors };
  const draft = moved(change, 'refuse', { status: 'draft', submittedAt: undefined, refusal }, clock.now());
  const event = changeEvent(context, 'SubmissionRefused', { change: draft, actor: system, body: { code, detail: message } });
  await store.commit([...changes.save(draft, change), event]);
  return draft;
};

/**
 * Judges a submission whose walk outlasted its request (H1). It is the second half of the submission: the scope is frozen, and approval is asked
 * for. If the submission cannot be accepted, the change is a draft again. Any other change does not change.
 */
export const judgeWalking =
  (context: SubmitContext) =>
  (id: string): Promise<Change> =>
    onFreshRows(async () => {
      const { changes, store, clock } = context;
      const walking = await changes.get(id);
      if (!isWalking(walking)) return walking;
      try {
        const { fields, assessment } = await judgeSubmission(context)(walking);
        const change = moved(walking, 'assess', fields, clock.now());
        const { scope, writes } = approvalWrites(context, change, assessment);
        await store.writeOnce(scope);
        await nameReferences(context)('change', change, walking);
        await store.commit([...changes.save(change, walking), ...writes]);
        return change;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return refuse(context, walking, error);
      }
    });
