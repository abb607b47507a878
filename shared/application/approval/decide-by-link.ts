import { type DecisionChoice, decisionChoices } from '../../domain/approval/approval.ts';
import { isOneOf, withTry } from '../../domain/approval/approval-codes.ts';
import type { Change } from '../../domain/change/change.ts';
import { conflict, mismatch } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { type LinkContext, type OpenedLink, openChange } from './link-context.ts';

/** The form as it was typed. */
export interface DecisionForm {
  readonly code: string;
  readonly decision: string;
  readonly reason: string;
  readonly revision: string;
}

/** The same limit as for a signed-in decision. */
const longestReason = 2_000;

const isDecisionChoice = (decision: string): decision is DecisionChoice => (decisionChoices as readonly string[]).includes(decision);

/** The decision in the form. What can be refused without a code is refused before a try is counted. */
const decisionOf = ({ decision, reason, revision }: DecisionForm, asked: number): DecisionChoice => {
  if (revision !== '' && revision !== String(asked))
    throw conflict('approval/outdated-revision', 'this page is outdated: open the link again');
  if (!isDecisionChoice(decision)) throw mismatch('approval/decision-missing', 'choose to approve, to reject, or to abstain');
  if (decision === 'reject' && reason === '') throw mismatch('approval/reason-required', 'a rejection needs a reason');
  if (reason.length > longestReason) throw mismatch('approval/reason-too-long', `a reason has at most ${longestReason} characters`);
  return decision;
};

/** Counts the try, stores the count, and only then compares the code (P6). */
const checkCode = async ({ links, store, clock }: LinkContext, { link, person, token }: OpenedLink, typed: string): Promise<void> => {
  const compared = await onFreshRows(async () => {
    const tried = withTry(await links.codes(link.change, person.id), link, clock.now());
    await store.commit([links.saveCodes(tried.next)]);
    return tried.compared;
  });
  if (!isOneOf(compared, link, token, typed)) throw mismatch('approval/wrong-code', 'this is not the code of the latest mail');
};

/**
 * Takes a decision from the approver's page (P5). The code proves that the person who decides reads the approver's mail. The vote is then
 * taken as a signed-in one is (P7).
 * @throws DomainError why the change is closed; mismatch for a form that can be corrected; too-often past the limits; what the vote refuses
 */
export const decideByLink =
  (context: LinkContext) =>
  async (followed: OpenedLink, typed: DecisionForm): Promise<Change> => {
    // Forms send line ends as CR LF.
    const form = { ...typed, code: typed.code.replace(/\s/g, ''), reason: typed.reason.replaceAll('\r\n', '\n').trim() };
    const { link, person } = followed;
    const change = await openChange(context, followed);

    const decision = decisionOf(form, link.revision);
    if (!/^\d{6}$/.test(form.code)) throw mismatch('approval/code-missing', 'enter the six digits of the code that was mailed to you');
    await checkCode(context, followed, form.code);

    const caller = { kind: 'person', id: person.id, roles: person.roles, teams: person.teams } as const;
    return context.decide(change.id, { decision, revision: link.revision, ...(form.reason === '' ? {} : { reason: form.reason }) }, caller);
  };
