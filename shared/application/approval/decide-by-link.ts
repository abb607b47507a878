import { type DecisionChoice, decisionChoices, isReasonMissing, longestReason } from '../../domain/approval/approval.ts';
import type { Change } from '../../domain/change/change.ts';
import { conflict, mismatch } from '../../domain/errors.ts';
import { callerOf } from '../../domain/person/person.ts';
import { faultOf } from '../../domain/text.ts';
import { checkCode } from '../mailed-link/codes.ts';
import { type ApprovalContext, type OpenedApproval, openChange } from './link-context.ts';

/** The fields of the decision form, as the browser sends them. */
export interface DecisionForm {
  readonly code: string;
  readonly decision: string;
  readonly reason: string;
  readonly revision: string;
  /** The digest of what the page showed. Without it, the form is accepted only if nothing was edited since its reader was asked (H6). */
  readonly digest: string;
  /** A question to the requester, which is asked with a button of its own. */
  readonly question: string;
}

/** What a form says beside its code. */
type DecisionFields = Omit<DecisionForm, 'code' | 'question'>;

const isDecisionChoice = (decision: string): decision is DecisionChoice => (decisionChoices as readonly string[]).includes(decision);

/** The decision in the form. It is validated before the code is checked, so that an invalid form does not use up an attempt. */
export const decisionOf = ({ decision, reason, revision }: DecisionFields, linkRevision: number): DecisionChoice => {
  if (revision !== '' && revision !== String(linkRevision))
    throw conflict('approval/outdated-revision', 'this page is outdated; open the link again');
  if (!isDecisionChoice(decision)) throw mismatch('approval/decision-missing', 'choose approve, reject or abstain');
  if (isReasonMissing({ decision, reason })) throw mismatch('approval/reason-required', 'a rejection needs a reason');
  if (reason.length > longestReason) throw mismatch('approval/reason-too-long', `the reason must have at most ${longestReason} characters`);
  const fault = faultOf(reason);
  if (fault) throw mismatch('approval/reason-characters', `the reason ${fault}`);
  return decision;
};

/** The text of a field. Browsers send the line ends of a form as CR LF. */
export const typedText = (text: string): string => text.replaceAll('\r\n', '\n').trim();

/** @throws DomainError conflict `approval/outdated-revision` if the change was edited since the reader of the link was asked */
const assertUnedited = ({ number, editedAt }: Change, { link }: OpenedApproval): void => {
  if (editedAt !== undefined && editedAt >= link.lastAskedAt)
    throw conflict(
      'approval/outdated-revision',
      `${number} was edited after you were asked, and the form does not name what you have read: read it again, and decide on what it says now`,
      '/digest',
    );
};

/**
 * Records a decision from the approver's page (P5). The code proves that the person who decides can read the approver's mail. After that,
 * the decision is handled like one from the API (P7).
 * @throws DomainError the reason why the change is closed; mismatch for a form that can be corrected; too-often if a limit is exceeded; the
 * errors of `decideOnChange`
 */
export const decideByLink =
  (context: ApprovalContext) =>
  async (openedLink: OpenedApproval, typed: DecisionForm): Promise<Change> => {
    const form = { ...typed, reason: typedText(typed.reason) };
    const { link, person } = openedLink;
    const digest = form.digest === '' ? undefined : form.digest;
    const change = await openChange(context, openedLink, digest);
    if (digest === undefined) assertUnedited(change, openedLink);

    const decision = decisionOf(form, link.revision);
    await checkCode(context)(openedLink, form.code);

    return context.decide(
      change.id,
      { decision, revision: link.revision, digest, for: link.for, ...(form.reason === '' ? {} : { reason: form.reason }) },
      callerOf(person),
    );
  };
