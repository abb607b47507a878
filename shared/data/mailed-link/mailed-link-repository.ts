import type { MailedCodes } from '../../domain/mailed-link/mailed-codes.ts';
import type { MailedLink } from '../../domain/mailed-link/mailed-link.ts';
import type { MailedLinkRepository } from '../../domain/mailed-link/mailed-link-repository.ts';
import type { RowType } from '../define-row.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';

/** The links of one kind of question. `keyOf`: the fields of the key of codes, which a whole link also has. */
export const mailedLinkRepository = <Link extends MailedLink, Codes extends MailedCodes & Asked, Asked extends object>(
  records: Records,
  linkRow: RowType<Link, Pick<MailedLink, 'hash'>>,
  codesRow: RowType<Codes, Asked>,
  keyOf: (asked: Asked) => Asked,
): MailedLinkRepository<Link, Codes, Asked> => ({
  find: async (hash) => {
    const row = await records.read(linkRow.key({ hash }));
    return row && readRow(records, linkRow, row);
  },
  save: linkRow.save,
  codes: async (asked) => {
    const codesKey = keyOf(asked);
    const row = await records.read(codesRow.key(codesKey));
    return row ? readRow(records, codesRow, row) : ({ ...codesKey, codes: [], version: 0 } as unknown as Codes);
  },
  saveCodes: codesRow.save,
});
