import { receiveAlerts } from '../../shared/application/episode/receive-alerts.ts';
import { sendAlerts } from '../../shared/contracts/monitors.ts';
import type { SendQueue } from '../../shared/domain/episode/episode.ts';
import { forbidden } from '../../shared/domain/errors.ts';
import { type Endpoint, on } from '../../shared/http/request.ts';
import type { World } from '../../shared/runtime/world.ts';

/** Receives the messages of monitors. A monitor may send only as itself. */
export const ingestEndpoints =
  (queue: SendQueue) =>
  (world: World): readonly Endpoint[] => [
    on(sendAlerts, ({ params, body, caller }) => {
      if (caller.id !== params.id) throw forbidden('monitor/other', 'this token belongs to another monitor');
      return receiveAlerts({ ...world, queue })(params.id, body);
    }),
  ];
