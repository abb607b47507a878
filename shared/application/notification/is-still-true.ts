import type { Change } from '../../domain/change/change.ts';
import { type MailKind, mailCatalog } from '../../domain/mail/mail-catalog.ts';
import type { MailRecord } from '../../domain/mail/mail-record.ts';

/** Whether the content of a mail of this kind is still true for the change. */
export const isStillTrue = (kind: MailKind, change: Change): boolean => {
  const record: MailRecord = mailCatalog[kind];
  return record.isStillTrue?.(change) ?? true;
};
