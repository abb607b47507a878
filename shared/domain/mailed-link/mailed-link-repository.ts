import type { Write } from '../store.ts';
import type { MailedCodes } from './mailed-codes.ts';
import type { MailedLink } from './mailed-link.ts';

/** The links of one kind of question, and the codes that were mailed for them. `Asked`: who was asked, and about what. */
export interface MailedLinkRepository<Link extends MailedLink, Codes extends MailedCodes = MailedCodes, Asked = Link> {
  find(hash: string): Promise<Link | undefined>;
  save(link: Link): Write;
  /** The codes that were mailed to a person for what they were asked about. Before the first code, the list is empty and its version 0. */
  codes(asked: Asked): Promise<Codes>;
  saveCodes(codes: Codes): Write;
}
