import { describe, expect, it } from '@jest/globals';
import { valuesApi } from '../../support/values-api.ts';

const year = '?from=2026-01-01&to=2026-12-31';

describe('a report in CSV', () => {
  const csv = { accept: 'text/csv' };

  it('A8 has a line for each row, and its formulas are neutralised', async () => {
    const api = await valuesApi();
    await api.bought({}, { vendor: '=HYPERLINK("https://example.com")' });
    await api.bought({}, { vendor: '@SUM(A1), Inc.' });

    const { headers, body } = await api.auditor.get('/v1/reports/asset-value?groupBy=vendor&to=2026-01-01', csv);

    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(body.split('\r\n')).toEqual([
      'group,groupName,assets,cost,accumulatedDepreciation,accumulatedImpairment,netBookValue,currency',
      `"'=HYPERLINK(""https://example.com"")",,1,1200.00,0.00,0.00,1200.00,EUR`,
      `"'@SUM(A1), Inc.",,1,1200.00,0.00,0.00,1200.00,EUR`,
      '',
    ]);
  });

  it('A8 an amount below zero stays a number, and the next page is in a header', async () => {
    const api = await valuesApi();
    const id = await api.bought({}, { costCenter: 'CC-1' });
    await api.bought();
    await api.adjust(id, { kind: 'transfer', date: '2026-07-01', costCenter: 'CC-2' });

    const transfers = await api.auditor.get(`/v1/reports/fixed-asset-roll-forward${year}&groupBy=costCenter`, csv);
    const { headers, body } = await api.auditor.get(`/v1/reports/journal${year}&limit=1`, { accept: 'text/csv, application/json;q=0.5' });
    const [, next = ''] = /^<(.*)>; rel="next"$/.exec(headers.link ?? '') ?? [];

    expect(transfers.body.split('\r\n')[1]).toMatch(/^CC-1,,0.00,1200.00,-1200.00,/);
    expect(body.split('\r\n')[0]).toBe('date,account,costCenter,debit,credit,asset,assetName,text,currency');
    expect((await api.auditor.get(next, csv)).headers.link).toBeUndefined();
    expect(typeof (await api.auditor.get(`/v1/reports/journal${year}`, { accept: 'application/json, text/csv' })).body).toBe('object');
  });
});

it('X2 only asset managers, auditors and admins read reports', async () => {
  const { viewer, cis, auditor, admin, assets } = await valuesApi();

  for (const name of ['asset-value', 'fixed-asset-roll-forward', 'journal', 'depreciation-forecast']) {
    const statuses = await Promise.all(
      [viewer, cis, auditor, admin, assets].map(async (who) => (await who.get(`/v1/reports/${name}`)).status),
    );
    expect([name, ...statuses]).toEqual([name, 403, 403, 200, 200, 200]);
  }
});
