import type { Write } from '../store.ts';
import type { Agreement } from './agreement.ts';
import type { BreachNotice } from './breach-notice.ts';

export interface AgreementRepository {
  /** All versions of the agreement of a service, in order, by a strongly consistent read. */
  versions(service: string): Promise<readonly Agreement[]>;
  /** Whether a service has an agreement. */
  has(service: string): Promise<boolean>;
  /** Adds a version. It fails if there is a version with this number. */
  add(agreement: Agreement): Write;
  /** What people were told of the agreement of a service in a month, by a strongly consistent read. */
  notices(service: string, month: string): Promise<readonly BreachNotice[]>;
  /** Notes what people are told. It fails if they were told already. */
  addNotice(notice: BreachNotice): Write;
}
