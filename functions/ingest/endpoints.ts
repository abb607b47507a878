import { type IngestContext, receiveAlerts } from '../../shared/application/episode/receive-alerts.ts';
import { sendAlerts } from '../../shared/contracts/monitors.ts';
import type { Caller } from '../../shared/domain/access.ts';
import { forbidden } from '../../shared/domain/errors.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

const assertOwnAlerts = (monitor: string, caller: Caller): void => {
  if (caller.id !== monitor) throw forbidden('monitor/other', 'this token belongs to another monitor');
};

/** Receives the alerts of monitors. A monitor may send alerts only with its own id in the path. */
export const ingestEndpoints = (context: IngestContext): readonly Endpoint[] => [
  on(
    sendAlerts,
    ({ params, body, caller }) => {
      assertOwnAlerts(params.id, caller);
      return receiveAlerts(context)(params.id, body);
    },
    async ({ params, caller }) => assertOwnAlerts(params.id, caller),
  ),
];
