import { Agreement } from '../../domain/agreement/agreement.ts';
import { BreachNotice } from '../../domain/agreement/breach-notice.ts';
import { defineRow, key } from '../define-row.ts';

/** Agreements have at most a thousand versions, so three digits sort them. */
const padded = (version: number): string => String(version).padStart(3, '0');

/** AGREEMENT#<service> | <version>   one version of the agreement of a service; written once (L1) */
export const agreementRow = defineRow<Agreement, Pick<Agreement, 'service' | 'version'>>({
  type: 'Agreement',
  schema: Agreement,
  primary: ({ service, version }) => ({ pk: key('AGREEMENT', service), sk: padded(version) }),
});

/** BREACH#<service> | <month>#<kind>   that people were told of a breach, or of the danger of one, in a month; written once (L3) */
export const breachNoticeRow = defineRow<BreachNotice, Pick<BreachNotice, 'service' | 'month' | 'kind'>>({
  type: 'BreachNotice',
  schema: BreachNotice,
  primary: ({ service, month, kind }) => ({ pk: key('BREACH', service), sk: key(month, kind) }),
});
