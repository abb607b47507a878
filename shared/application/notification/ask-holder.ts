import { type AcceptanceLink, acceptanceLife } from '../../domain/assignment/acceptance-link.ts';
import type { AssignmentRepository } from '../../domain/assignment/assignment-repository.ts';
import { plus } from '../../domain/clock.ts';
import type { Event } from '../../domain/event/event.ts';
import type { ItemRepository } from '../../domain/item/item-repository.ts';
import { acceptanceRequest } from '../../domain/mail/asset-mails.ts';
import type { Letters } from '../../domain/mail/letters.ts';
import type { MailRepository } from '../../domain/mail/mail.ts';
import { isActive } from '../../domain/person/person.ts';
import { issueLink } from '../mailed-link/issue-link.ts';
import type { LinkContext } from '../mailed-link/link-context.ts';
import { sendOnce } from './send-once.ts';

export interface AskHolderContext extends LinkContext<AcceptanceLink> {
  readonly items: Pick<ItemRepository, 'findMany'>;
  readonly assignments: Pick<AssignmentRepository, 'find'>;
  readonly mails: MailRepository;
  readonly letters: Pick<Letters, 'aboutAsset' | 'acceptanceUrl'>;
}

/**
 * Mails a holder the link with which they accept or decline an asset, once, if they were asked and have not answered yet (A2).
 * @throws the error of the mailer, if the mail could not be sent
 */
export const askHolder =
  (context: AskHolderContext) =>
  async ({ id, subject, body }: Event): Promise<void> => {
    if (body.acceptance !== 'asked') return;
    const { assignments, items, people, clock, letters } = context;
    const assignment = await assignments.find(subject.id, String(body.assignment));
    if (assignment?.acceptance !== 'asked' || assignment.returnedAt !== undefined || assignment.person === undefined) return;
    const holder = await people.find(assignment.person);
    const [asset] = (await items.findMany([assignment.asset])).flatMap(({ asset: found }) => found ?? []);
    if (!asset || !holder || !isActive(holder, clock.now())) return;
    await sendOnce(context)({ change: id, revision: 1, kind: 'acceptance-request', person: holder.id }, async () => {
      const question = {
        asset: asset.id,
        assignment: assignment.id,
        revision: 1,
        expiresAt: plus(clock.now(), acceptanceLife),
      };
      const url = letters.acceptanceUrl(await issueLink(context)(question, holder));
      return letters.aboutAsset({ to: holder.email, name: asset.name }, acceptanceRequest(asset, url));
    });
  };
