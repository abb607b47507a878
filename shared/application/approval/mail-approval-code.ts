import { mailCode } from '../mailed-link/codes.ts';
import { type ApprovalContext, type OpenedApproval, openChange } from './link-context.ts';

/**
 * Mails the person of an approval link a code to decide with (P6).
 * @throws DomainError the reason why the change is closed; the errors of `mailCode`
 */
export const mailApprovalCode =
  (context: ApprovalContext) =>
  async (opened: OpenedApproval): Promise<void> => {
    const { number, title } = await openChange(context, opened);
    await mailCode(context)(opened, (code) => context.letters.code({ to: opened.person.email, name: `${number}: ${title}` }, code));
  };
