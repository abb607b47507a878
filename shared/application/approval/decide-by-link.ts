import { type DecisionChoice, decisionChoices, isReasonMissing, longestReason } from '../../domain/approval/approval.ts';
import { isOneOf, withTry } from '../../domain/approval/approval-codes.ts';
import type { Change } from '../../domain/change/change.ts';
import { conflict, mismatch } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { faultOf } from '../../domain/text.ts';
import { type LinkContext, type OpenedLink, openChange } from './link-context.ts';

/** The fields of the decision form, as the browser sends them. */
export interface DecisionForm {
  readonly code: string;
  readonly decision: string;
  readonly reason: string;
  readonly revision: string;
  /** The digest of what the page showed. Without it, the form is accepted only if nothing was edited since its reader was asked (H6). */
  readonly digest: string;
}

const isDecisionChoice = (decision: string): decision is DecisionChoice => (decisionChoices as readonly string[]).includes(decision);

/** The decision in the form. It is validated before the code is checked, so that an invalid form does not use up an attempt. */
const decisionOf = ({ decision, reason, revision }: DecisionForm, linkRevision: number): DecisionChoice => {
  if (revision !== '' && revision !== String(linkRevision))
    throw conflict('approval/outdated-revision', 'this page is outdated; open the link again');
  if (!isDecisionChoice(decision)) throw mismatch('approval/decision-missing', 'choose approve, reject or abstain');
  if (isReasonMissing({ decision, reason })) throw mismatch('approval/reason-required', 'a rejection needs a reason');
  if (reason.length > longestReason) throw mismatch('approval/reason-too-long', `the reason must have at most ${longestReason} characters`);
  const fault = faultOf(reason);
  if (fault) throw mismatch('approval/reason-characters', `the reason ${fault}`);
  return decision;
};

/** @throws DomainError conflict `approval/outdated-revision` if the change was edited since the reader of the link was asked */
const assertUnedited = ({ number, editedAt }: Change, { link }: OpenedLink): void => {
  if (editedAt !== undefined && editedAt >= link.lastAskedAt)
    throw conflict(
      'approval/outdated-revision',
      `${number} was edited after you were asked, and the form does not name what you have read: read it again, and decide on what it says now`,
      '/digest',
    );
};

/** Counts the attempt and stores the count before it compares the code (P6). */
const checkCode = async ({ links, store, clock }: LinkContext, { link, person, token }: OpenedLink, typed: string): Promise<void> => {
  const codes = await onFreshRows(async () => {
    const attempt = withTry(await links.codes(link.change, person.id), link, clock.now());
    await store.commit([links.saveCodes(attempt.next)]);
    return attempt.compared;
  });
  if (!isOneOf(codes, link, token, typed)) throw mismatch('approval/wrong-code', 'this is not the code from the latest mail');
};

/**
 * Records a decision from the approver's page (P5). The code proves that the person who decides can read the approver's mail. After that,
 * the decision is handled like one from the API (P7).
 * @throws DomainError the reason why the change is closed; mismatch for a form that can be corrected; too-often if a limit is exceeded; the
 * errors of `decideOnChange`
 */
export const decideByLink =
  (context: LinkContext) =>
  async (openedLink: OpenedLink, typed: DecisionForm): Promise<Change> => {
    // Browsers send the line ends of a form as CR LF.
    const form = { ...typed, code: typed.code.replace(/\s/g, ''), reason: typed.reason.replaceAll('\r\n', '\n').trim() };
    const { link, person } = openedLink;
    const digest = form.digest === '' ? undefined : form.digest;
    const change = await openChange(context, openedLink, digest);
    if (digest === undefined) assertUnedited(change, openedLink);

    const decision = decisionOf(form, link.revision);
    if (!/^\d{6}$/.test(form.code)) throw mismatch('approval/code-missing', 'enter the six digits of the code that was mailed to you');
    await checkCode(context, openedLink, form.code);

    const caller = { kind: 'person', id: person.id, roles: person.roles, teams: person.teams } as const;
    return context.decide(
      change.id,
      { decision, revision: link.revision, digest, ...(form.reason === '' ? {} : { reason: form.reason }) },
      caller,
    );
  };
