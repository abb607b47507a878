import { day, type Instant, millis } from '../../domain/clock.ts';
import { AlertOutage } from '../../domain/outage/alert-outage.ts';
import { ServiceImpairments } from '../../domain/outage/joint-outage.ts';
import { Outage } from '../../domain/outage/outage.ts';
import { defineRow, key } from '../define-row.ts';

/** An outage that is longer, or that goes on, is also listed by its end. */
export const longOutage = 14 * day;

/** Later than every time that an outage can have. */
const never: Instant = '9999-12-31T23:59:59.999Z';

const isLong = ({ start, end }: Outage): boolean => end === undefined || millis(end) - millis(start) > longOutage;

/**
 * OUTAGE#<id> | #                                    an outage of a service (L2)
 * bySelector: OUTAGE#<service> | <start>#<id>        the outages of a service, by their beginning
 * byTime: OUTAGE#<service> | <end>#<id>              those that are longer than 14 days or go on, by their end
 */
export const outageRow = defineRow<Outage, { id: string }>({
  type: 'Outage',
  schema: Outage,
  primary: ({ id }) => ({ pk: key('OUTAGE', id), sk: '#' }),
  indexes: (outage) => ({
    bySelector: [key('OUTAGE', outage.service), key(outage.start, outage.id)],
    byTime: isLong(outage) ? [key('OUTAGE', outage.service), key(outage.end ?? never, outage.id)] : undefined,
  }),
});

/** OUTAGE#<episode> | ALERT   the services that an alert impairs (L2) */
export const alertOutageRow = defineRow<AlertOutage, Pick<AlertOutage, 'episode'>>({
  type: 'AlertOutage',
  schema: AlertOutage,
  primary: ({ episode }) => ({ pk: key('OUTAGE', episode), sk: 'ALERT' }),
  retention: { kind: 'episodes', since: ({ closedAt }) => closedAt },
});

/** OUTAGE#<service> | IMPAIRMENTS   the alerts that degrade a service, or did so until lately (L2) */
export const serviceImpairmentsRow = defineRow<ServiceImpairments, Pick<ServiceImpairments, 'service'>>({
  type: 'ServiceImpairments',
  schema: ServiceImpairments,
  primary: ({ service }) => ({ pk: key('OUTAGE', service), sk: 'IMPAIRMENTS' }),
});
