import { type ApprovalCodes, codeBytes, codeOf, withCode } from '../../domain/approval/approval-codes.ts';
import { onFreshRows } from '../../domain/store.ts';
import { personName } from '../person/person-name.ts';
import { type LinkContext, type OpenedLink, openChange } from './link-context.ts';

/**
 * Makes a code, stores its HMAC, and mails it to the person's own address (P6). It is counted before it is sent, so a failing mail service
 * does not give more codes.
 * @throws DomainError why the change is closed; too-often `approval/too-many-codes`; busy `mail/not-sent`
 */
export const mailCode =
  (context: LinkContext) =>
  async (followed: OpenedLink): Promise<void> => {
    const { people, links, store, clock, random, mailer, letters } = context;
    const { token, link, person } = followed;
    const change = await openChange(context, followed);

    const code = codeOf(random(codeBytes));
    await onFreshRows(async () => {
      const none: ApprovalCodes = { change: change.id, person: person.id, codes: [], version: 0 };
      const codes = (await links.codes(change.id, person.id)) ?? none;
      await store.commit([links.saveCodes(withCode(codes, link, { token, code }, clock.now()))]);
    });
    const requester = await personName(people, change.requester);
    await mailer.send(letters.code({ change, requester, to: person.email, zone: person.zone }, code));
  };
