import { putAgreement } from '../../shared/application/agreement/put-agreement.ts';
import { readAvailability } from '../../shared/application/availability/read-availability.ts';
import { recordOutage } from '../../shared/application/outage/record-outage.ts';
import { AgreementDraft } from '../../shared/domain/agreement/agreement.ts';
import type { ConfigurationItem } from '../../shared/domain/configuration-item/configuration-item.ts';
import type { OutageReport } from '../../shared/domain/outage/outage-rules.ts';
import { apiOf } from './api.ts';
import { areaEndpoints } from './areas.ts';
import { changeDesk } from './changes.ts';
import { ok } from './desk-api.ts';
import { relate } from './related.ts';

const terms = { validFrom: '2026-01-01', target: '99.9', zone: 'UTC' };

/** The API with a service `shop`, and its callers. The configuration manager makes agreements and reports outages. */
export const serviceApi = async () => {
  const api = apiOf((world) => Object.values(areaEndpoints).flatMap((endpoints) => endpoints(world)));
  api.clock.set('2026-11-24T12:00:00.000Z');
  const manager = api.as('configuration-manager');
  const { id } = await ok(manager.post('/v1/configuration-items', { name: 'shop', class: 'service' }));
  const path = `/v1/services/${id}`;
  return {
    ...{ ...api, manager, service: id as string, path },
    agree: (more: object = {}) => manager.put(`${path}/agreement`, { ...terms, ...more }),
    report: (more: object = {}) =>
      manager.post(`${path}/outages`, { start: '2026-11-10T10:00:00Z', end: '2026-11-10T11:00:00Z', state: 'down', ...more }),
    availability: (from = '2026-11-01T00:00:00Z', to = '2026-11-24T00:00:00Z') =>
      ok(manager.get(`${path}/availability?from=${from}&to=${to}`)),
  };
};

/** A desk of changes with a service `shop` that depends on the database, and an agreement for it. */
export const serviceDesk = async (more: object = {}, fields: Partial<ConfigurationItem> = {}) => {
  const desk = await changeDesk();
  const { world, database, max } = desk;
  const service = await desk.ci('shop', { class: 'service', ...fields });
  await relate(world, [{ source: service, type: 'depends-on', target: database }]);
  await putAgreement(world)(service, AgreementDraft().parse({ ...terms, ...more }), max);
  return {
    ...{ ...desk, service },
    /** Another CI depends on the database. */
    relateTo: (dependant: string) => relate(world, [{ source: dependant, type: 'depends-on', target: database }]),
    /** The service depends on another CI too. */
    relate: (target: string) => relate(world, [{ source: service, type: 'depends-on', target }]),
    /** A measured outage of the service. */
    down: (start: string, end: string | undefined, report: Partial<OutageReport> = {}) =>
      recordOutage(world)({
        ...{ service, source: 'alert', reportedBy: 'system', sourceKey: `alert ${start}` },
        facts: { start, ...(end === undefined ? {} : { end }), state: 'down' },
        ...report,
      }),
    availability: (from: string, to: string) => readAvailability(world)(service, { from, to }, max),
  };
};
