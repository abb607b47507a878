import { type ApprovalCodes, codeBytes, codeOf, withCode } from '../../domain/approval/approval-codes.ts';
import { onFreshRows } from '../../domain/store.ts';
import { personName } from '../person/person-name.ts';
import { type LinkContext, type OpenedLink, openChange } from './link-context.ts';

/**
 * Creates a code, stores its HMAC, and mails the code to the person's own address (P6). The code is counted before it is sent, so the limit
 * also applies if the mail service fails.
 * @throws DomainError the reason why the change is closed; too-often `approval/too-many-codes`; busy `mail/not-sent`
 */
export const mailCode =
  (context: LinkContext) =>
  async (openedLink: OpenedLink): Promise<void> => {
    const { people, links, store, clock, random, mailer, letters } = context;
    const { token, link, person } = openedLink;
    const change = await openChange(context, openedLink);

    const code = codeOf(random(codeBytes));
    await onFreshRows(async () => {
      const emptyCodes: ApprovalCodes = { change: change.id, person: person.id, codes: [], version: 0 };
      const codes = (await links.codes(change.id, person.id)) ?? emptyCodes;
      await store.commit([links.saveCodes(withCode(codes, link, { token, code }, clock.now()))]);
    });
    const requester = await personName(people, change.requester);
    await mailer.send(letters.code({ change, requester, to: person.email, zone: person.zone }, code));
  };
