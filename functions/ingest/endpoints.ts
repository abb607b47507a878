import type { AlertContext } from '../../shared/application/episode/episode-context.ts';
import { receiveAlerts } from '../../shared/application/episode/receive-alerts.ts';
import { sendAlerts } from '../../shared/contracts/monitors.ts';
import { forbidden } from '../../shared/domain/errors.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';

/** Receives what monitors send. A monitor may send under its own id only. */
export const ingestEndpoints = (context: AlertContext): readonly Endpoint[] => [
  on(sendAlerts, ({ params, body, caller }) => {
    if (caller.id !== params.id) throw forbidden('monitor/other', 'this token belongs to another monitor');
    return receiveAlerts(context)(params.id, body);
  }),
];
