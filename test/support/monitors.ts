import { uuidv7 } from 'uuidv7';
import type { Monitor } from '../../shared/domain/monitor/monitor.ts';

const made = '2026-11-01T00:00:00.000Z';

/** An Alertmanager whose alerts go to a pager; every one has an id of its own. */
export const aMonitor = (said: Partial<Monitor> = {}): Monitor => ({
  ...{ id: uuidv7(), version: 1, createdAt: made, updatedAt: made, name: 'prometheus', kind: 'alertmanager', mode: 'enforce' },
  ...{ groupIntervalSeconds: 300, preExisting: 'remind', repeatIntervalSeconds: 14_400 },
  receiver: { kind: 'webhook', url: 'https://pager.test/hook', sealedSecret: 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0' },
  ...said,
});
