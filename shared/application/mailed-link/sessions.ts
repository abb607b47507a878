import { mismatch } from '../../domain/errors.ts';
import { hasSession, sessionMinutes, withSession } from '../../domain/mailed-link/mailed-codes.ts';
import { hashOfToken, isToken, type MailedLink, tokenBytes } from '../../domain/mailed-link/mailed-link.ts';
import { onFreshRows } from '../../domain/store.ts';
import { checkCode } from './codes.ts';
import type { LinkContext, OpenedLink } from './link-context.ts';

/**
 * Opens a session with the code that the person of a link typed. Returns its secret, for the forms of the page.
 * @throws DomainError the errors of `checkCode`
 */
export const openSession =
  <Link extends MailedLink>(context: Pick<LinkContext<Link>, 'links' | 'store' | 'clock' | 'random'>) =>
  async (opened: OpenedLink<Link>, typed: string): Promise<string> => {
    const { links, store, clock, random } = context;
    const code = await checkCode(context)(opened, typed);
    const secret = random(tokenBytes);
    await onFreshRows(async () => {
      await store.commit([links.saveCodes(withSession(await links.codes(opened.link), code, hashOfToken(secret), clock.now()))]);
    });
    return secret;
  };

/**
 * Checks the secret of a session. The link was followed before, so its person is active and has the same address (P6).
 * @throws DomainError mismatch `link/session-over`
 */
export const checkSession =
  <Link extends MailedLink>({ links, clock }: Pick<LinkContext<Link>, 'links' | 'clock'>) =>
  async ({ link }: OpenedLink<Link>, secret: string): Promise<void> => {
    const isOpen = isToken(secret) && hasSession(await links.codes(link), link, hashOfToken(secret), clock.now());
    if (!isOpen) throw mismatch('link/session-over', `the ${sessionMinutes} after the code are over: request a new code`);
  };
