import { uuidv7 } from 'uuidv7';
import type { Monitor } from '../../shared/domain/monitor/monitor.ts';

const createdAt = '2026-11-01T00:00:00.000Z';

/** An Alertmanager monitor whose alerts go to a pager, with a new id. */
export const aMonitor = (overrides: Partial<Monitor> = {}): Monitor => ({
  ...{ id: uuidv7(), version: 1, createdAt, updatedAt: createdAt, name: 'prometheus', kind: 'alertmanager', mode: 'enforce' },
  ...{ groupIntervalSeconds: 300, preExisting: 'remind', repeatIntervalSeconds: 14_400 },
  receiver: { kind: 'webhook', url: 'https://pager.test/hook', sealedSecret: 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0' },
  ...overrides,
});

/** The beginning of the ARN of each alarm about Quiesce itself. */
export const ownAlarms = 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:quiesce-test: ';
