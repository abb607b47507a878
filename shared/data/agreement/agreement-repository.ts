import type { AgreementRepository } from '../../domain/agreement/agreement-repository.ts';
import { key, last } from '../define-row.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { agreementRow, breachNoticeRow } from './agreement-rows.ts';

export const agreementRepository = (records: Records): AgreementRepository => ({
  // A figure without one of its versions would be wrong, so a version that cannot be read is an error.
  versions: async (service) =>
    (await records.query({ partition: key('AGREEMENT', service) })).map((row) => readRow(records, agreementRow, row)),
  has: async (service) => (await records.query({ partition: key('AGREEMENT', service), limit: 1 })).length > 0,
  notices: async (service, month) =>
    (await records.query({ partition: key('BREACH', service), from: `${month}#`, to: `${month}#${last}` })).map((row) =>
      readRow(records, breachNoticeRow, row),
    ),
  addNotice: (notice) => ({ ...breachNoticeRow.save(notice), when: 'absent' }),
  add: (agreement) => ({ ...agreementRow.save(agreement), when: 'absent' }),
});
