import { type Instant, millis } from '../../domain/clock.ts';
import { DomainError, mismatch } from '../../domain/errors.ts';
import { codeBytes, codeEntered, codeOf, type IssuedCode, withCode, withTry } from '../../domain/mailed-link/mailed-codes.ts';
import type { MailedLink } from '../../domain/mailed-link/mailed-link.ts';
import { codesMailedFrom, type Person } from '../../domain/person/person.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { CodeLetter, LinkContext, OpenedLink } from './link-context.ts';

/** @throws DomainError too-often `link/address-new` in the day after the person's address was changed */
const assertSettledAddress = (person: Person, now: Instant): void => {
  const from = codesMailedFrom(person);
  if (from === undefined || now >= from) return;
  const retryAfterSeconds = Math.ceil((millis(from) - millis(now)) / 1_000);
  throw new DomainError(
    'too-often',
    'link/address-new',
    `your address was changed: codes are mailed to it from ${from}; sign in to answer`,
    {
      retryAfterSeconds,
    },
  );
};

/**
 * Creates a code, stores its HMAC, and mails the code to the person's own address (P6). The code is counted before it is sent, so the limit
 * also applies if the mail service fails.
 * @throws DomainError too-often `link/too-many-codes`, `link/address-new`; busy `mail/not-sent`
 */
export const mailCode =
  <Link extends MailedLink>({ links, store, clock, random, mailer }: LinkContext<Link>) =>
  async ({ token, link, person }: OpenedLink<Link>, letter: CodeLetter): Promise<void> => {
    assertSettledAddress(person, clock.now());
    const code = codeOf(random(codeBytes));
    await onFreshRows(async () => {
      await store.commit([links.saveCodes(withCode(await links.codes(link), link, { token, code }, clock.now()))]);
    });
    await mailer.send(letter(code));
  };

/**
 * Checks the code that the person of a link typed, and returns the one that it is. The attempt is counted before the code is compared (P6).
 * @throws DomainError mismatch `link/code-missing`, `link/no-code`, `link/wrong-code`; too-often `link/too-many-tries`
 */
export const checkCode =
  <Link extends MailedLink>({ links, store, clock }: Pick<LinkContext<Link>, 'links' | 'store' | 'clock'>) =>
  async ({ token, link }: OpenedLink<Link>, typed: string): Promise<IssuedCode> => {
    const code = typed.replace(/\s/g, '');
    if (!/^\d{6}$/.test(code)) throw mismatch('link/code-missing', 'enter the six digits of the code that was mailed to you');
    const compared = await onFreshRows(async () => {
      const attempt = withTry(await links.codes(link), link, clock.now());
      await store.commit([links.saveCodes(attempt.next)]);
      return attempt.compared;
    });
    const entered = codeEntered(compared, link, token, code);
    if (!entered) throw mismatch('link/wrong-code', 'this is not the code from the latest mail');
    return entered;
  };
