import type { AgreementRepository } from '../../domain/agreement/agreement-repository.ts';
import { agreementTimes } from '../../domain/agreement/agreement-versions.ts';
import { type Clock, millis, plus } from '../../domain/clock.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { StageFinding } from '../../domain/configuration-item/readiness.ts';
import type { OutageRepository } from '../../domain/outage/outage-repository.ts';
import { isService } from './service-in-path.ts';

/** What finding the uses of a service needs. */
export interface ServiceUseContext {
  readonly agreements: Pick<AgreementRepository, 'versions'>;
  readonly outages: Pick<OutageRepository, 'overlapping'>;
  readonly clock: Clock;
}

/**
 * What keeps a service from being deleted or decommissioned: an agreement that is in force or will be, and outages that go on. None for a CI
 * that is no service. Open outages are found by an index, which is behind by less than a second.
 */
export const usesOfService =
  ({ agreements, outages, clock }: ServiceUseContext) =>
  async (ci: Pick<ConfigurationItem, 'id' | 'class'>): Promise<readonly StageFinding[]> => {
    if (!isService(ci)) return [];
    const now = clock.now();
    const [versions, going] = await Promise.all([agreements.versions(ci.id), outages.overlapping(ci.id, now, plus(now, 1))]);
    const lasting = agreementTimes(versions).findLast(({ to }) => to > millis(now));
    return [
      ...(lasting
        ? [
            {
              code: 'agreement/in-force' as const,
              detail: `version ${lasting.agreement.version} of its agreement has not ended; agree on a version with a last day, validTo, and wait for its end`,
            },
          ]
        : []),
      ...going
        .filter(({ end }) => end === undefined)
        .map(({ id, start }) => ({ code: 'outage/open' as const, detail: `outage ${id} goes on since ${start}; correct it with its end` })),
    ];
  };
