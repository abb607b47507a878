import { type IngestContext, receiveAlerts } from '../../shared/application/episode/receive-alerts.ts';
import { sendAlerts } from '../../shared/contracts/monitors.ts';
import { forbidden } from '../../shared/domain/errors.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** Receives the alerts of monitors. A monitor may send alerts only with its own id in the path. */
export const ingestEndpoints = (context: IngestContext): readonly Endpoint[] => [
  on(sendAlerts, ({ params, body, caller }) => {
    if (caller.id !== params.id) throw forbidden('monitor/other', 'this token belongs to another monitor');
    return receiveAlerts(context)(params.id, body);
  }),
];
