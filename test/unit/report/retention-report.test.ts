import { expect, it } from '@jest/globals';
import { reportsEndpoints } from '../../../functions/reports/endpoints.ts';
import { defaultRetentionDays } from '../../../shared/domain/retention.ts';
import { apiOf } from '../../support/api.ts';

const path = '/v1/reports/retention';
const reporting = (days: Partial<typeof defaultRetentionDays> = {}) =>
  apiOf((world) => reportsEndpoints({ ...world, retentionDays: { ...defaultRetentionDays, ...days } })).as('viewer');

it('E4 the report says how long each kind is kept, by the settings of the stage', async () => {
  const { items } = (await reporting({ episodes: 200 }).get(path)).body;

  const of = (kind: string) => items.find((row: { kind: string }) => row.kind === kind);
  expect(of('agreements')).toEqual({
    ...{ kind: 'agreements', keptFor: null, expires: false },
    ...{ reasons: ['agreement'], rows: ['Agreement', 'Outage', 'ServiceImpairments', 'BreachNotice'] },
  });
  expect(of('alerts')).toMatchObject({ keptFor: 'P200D', expires: true, since: 'the alert is over', reasons: [] });
  expect(of('mails')).toMatchObject({ keptFor: 'P400D', expires: true });
  expect(of('idempotency-keys')).toMatchObject({ keptFor: 'P1D', expires: true });
});

it('E4 the report is a table, too', async () => {
  const { body } = await reporting().get(path, { accept: 'text/csv' });

  const lines = String(body).split('\r\n');
  expect(lines[0]).toBe('kind,keptFor,expires,since,reasons,rows');
  expect(lines).toContain('costs,,false,,finance,"AssetCost,VendorContract,ContractShare"');
  expect(lines).toContain('alerts,P400D,true,the alert is over,,"Episode,Hold,AlertOutage"');
});
