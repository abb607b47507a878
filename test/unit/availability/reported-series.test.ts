import { describe, expect, it } from '@jest/globals';
import { putAgreement } from '../../../shared/application/agreement/put-agreement.ts';
import { AgreementDraft } from '../../../shared/domain/agreement/agreement.ts';
import { ok } from '../../support/desk-api.ts';
import { brief, outageScene } from '../../support/outage-scene.ts';
import { relate } from '../../support/related.ts';

describe('a case that users of other tools have reported', () => {
  it('L2 three CIs of a service in series, one down for two hours of 30 days and the others with it: 99.722222, alone and beside another service', async () => {
    const { world, max, clock, ci, shop, database, at, fire, recover, sweepAt, outages, api } = await outageScene();
    const [host, network, mail] = [await ci('host-1'), await ci('net-1'), await ci('mail', { class: 'service' })];
    await relate(world, [
      { source: database, type: 'depends-on', target: host },
      { source: host, type: 'depends-on', target: network },
    ]);
    await putAgreement(world)(mail, AgreementDraft().parse({ validFrom: '2026-01-01', target: '99.9', zone: 'UTC' }), max);
    const alerts = [
      [network, '21:30', '23:30'],
      [host, '21:40', '23:20'],
      ['db-1', '21:50', '23:25'],
    ] as const;
    at('21:55');
    for (const [item, since] of alerts) await fire(item, since);
    await sweepAt('21:56');
    at('23:31');
    for (const [item, since, until] of alerts) await recover(item, until, since);
    await sweepAt('23:32');
    clock.set('2026-12-02T12:00:00.000Z');
    const manager = await api();
    await ok(manager.post(`/v1/services/${mail}/outages`, { start: '2026-11-28T21:30:00Z', end: '2026-11-29T03:30:00Z', state: 'down' }));

    const alone = await ok(manager.get(`/v1/services/${shop}/availability?from=2026-11-01&to=2026-11-30`));
    const { items } = await ok(manager.get('/v1/reports/availability?from=2026-11-01&to=2026-11-30'));

    expect((await outages()).map(brief)).toEqual(['down 21:30-23:30', 'down 21:40-23:20', 'down 21:50-23:25']);
    expect(alone).toMatchObject({ availability: '99.722222', outageTime: 'PT2H' });
    expect(items).toMatchObject([
      { serviceName: 'shop', availability: '99.722222', outageTime: 'PT2H' },
      { serviceName: 'mail', availability: '99.166667', outageTime: 'PT6H' },
    ]);
  });
});
