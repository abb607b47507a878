import type { Write } from '../store.ts';
import type { Agreement } from './agreement.ts';

export interface AgreementRepository {
  /** All versions of the agreement of a service, in order, by a strongly consistent read. */
  versions(service: string): Promise<readonly Agreement[]>;
  /** Whether a service has an agreement. */
  has(service: string): Promise<boolean>;
  /** Adds a version. It fails if there is a version with this number. */
  add(agreement: Agreement): Write;
}
