import { type AgreementResource, agreementAt, agreementResource } from '../../domain/agreement/agreement-versions.ts';
import type { Instant } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AgreementContext } from './agreement-context.ts';
import { serviceInPath } from './service-in-path.ts';

/**
 * The version of the agreement of a service that is in force at an instant, by default now.
 * @throws DomainError missing `agreement/not-found` if none is; `service/not-found`
 */
export const readAgreement =
  (context: Pick<AgreementContext, 'agreements' | 'clock' | 'items' | 'references'>) =>
  async (reference: string, at: Instant | undefined): Promise<AgreementResource> => {
    const { id, ci } = await serviceInPath(context)(reference);
    const moment = at ?? context.clock.now();
    const versions = await context.agreements.versions(id);
    const agreement = agreementAt(versions, moment);
    if (agreement) return agreementResource(agreement, versions);
    throw new DomainError('missing', 'agreement/not-found', `${ci.name} has no agreement that is in force at ${moment}`);
  };
