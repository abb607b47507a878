import { mismatch } from '../../domain/errors.ts';
import { callerOf } from '../../domain/person/person.ts';
import { faultOf } from '../../domain/text.ts';
import { commentOnChange } from '../change/comment-on-change.ts';
import { checkCode } from '../mailed-link/codes.ts';
import { type DecisionForm, typedText } from './decide-by-link.ts';
import { type ApprovalContext, type OpenedApproval, openChange } from './link-context.ts';

/** The most characters of a question. */
export const longestQuestion = 2_000;

/** The question in a form. It is validated before the code is checked, so that an invalid form does not use up an attempt. */
const questionOf = (typed: string): string => {
  const question = typedText(typed);
  if (question === '') throw mismatch('approval/question-missing', 'type your question first');
  if (question.length > longestQuestion)
    throw mismatch('approval/question-too-long', `the question must have at most ${longestQuestion} characters`);
  const fault = faultOf(question);
  if (fault) throw mismatch('approval/question-characters', `the question ${fault}`);
  return question;
};

/**
 * Asks a question about a change from the approver's page, as a comment on the change. The code proves who asks (P5). The requester and the
 * implementer are told.
 * @throws DomainError the reason why the change is closed; mismatch for a form that can be corrected; the errors of `checkCode`
 */
export const askByLink =
  (context: ApprovalContext) =>
  async (opened: OpenedApproval, { question, code }: Pick<DecisionForm, 'question' | 'code'>): Promise<void> => {
    const change = await openChange(context, opened);
    const text = questionOf(question);
    await checkCode(context)(opened, code);
    await commentOnChange(context)(change, { text, question: true }, callerOf(opened.person));
  };
