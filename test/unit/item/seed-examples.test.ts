import { describe, expect, it } from '@jest/globals';
import type { ApiAnswer } from '../../support/api.ts';
import { itemsApi } from '../../support/items-api.ts';
import { anAssetInBook } from '../../support/values-api.ts';

const once = { 'if-none-match': '*' };
const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];

/** A register with a book, and the assets that its reports know. */
const register = async () => {
  const api = itemsApi();
  await api.assets.put('/v1/books/main', { currency: 'EUR', fiscalYearStart: '01-01', standard: 'ifrs' });
  const auditor = api.as('auditor');
  return {
    ...api,
    auditor,
    /** The answers of the reports on assets, as text. */
    reports: async (): Promise<string> => {
      const span = 'from=2026-01-01&to=2026-11-24';
      const paths = ['asset-value?to=2026-11-24', `journal?${span}`, `fixed-asset-roll-forward?${span}`, 'idle'];
      const answers = await Promise.all(paths.map((report) => auditor.get(`/v1/reports/${report}`)));
      expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
      return JSON.stringify(answers.map(({ body }) => body));
    },
  };
};

describe('the examples of what an item can be', () => {
  it('C1 a server is an asset and a CI: it keeps its id and history, and each facet has the rules of its own', async () => {
    const { assets, cis, viewer, auditor, eventsOf } = await register();
    const bought = anAssetInBook({ price: '3600.00', date: '2026-01-01' }, { name: 'R760', assetTag: 'S-1' });
    const { id } = (await assets.post('/v1/assets', bought)).body;
    const valueBefore = (await auditor.get(`/v1/assets/${id}/value?at=2026-11-24`)).body;

    const ci = { name: 'web-7', class: 'server', stage: 'live', attributes: { cores: 8 } };
    const taken = await cis.put('/v1/configuration-items/S-1', ci, once);

    expect([taken.status, taken.body.id]).toEqual([201, id]);
    expect((await eventsOf(id)).map(({ name }) => name)).toEqual(['AssetRegistered', 'ConfigurationItemRegistered']);
    expect((await viewer.get(`/v1/items/${id}/history`)).body.items).toMatchObject([{ facet: 'asset' }, { facet: 'ci' }]);
    // The rules of changes are those of the CI: its attributes need a change, and its value does not.
    expect(codeOf(await cis.patch(`/v1/configuration-items/${id}`, { attributes: { cores: 16 } }))).toEqual([409, 'change/required']);
    expect((await assets.patch(`/v1/assets/${id}`, { name: 'R760xs' })).status).toBe(200);
    // The rules of accounting are those of the asset: they do not ask what the CI is.
    expect((await auditor.get(`/v1/assets/${id}/value?at=2026-11-24`)).body).toEqual(valueBefore);
    expect(codeOf(await cis.patch(`/v1/configuration-items/${id}`, { purchase: bought.purchase }))).toEqual([400, 'body/invalid']);
    expect((await auditor.get(`/v1/items/${id}/verification`)).body).toMatchObject({ valid: true, versions: 3 });
  });

  it('C1 a certificate of a load balancer is a CI alone: documented, managed and controlled, and in no report on assets', async () => {
    const { assets, cis, viewer, ci, reports } = await register();
    const certificate = await ci({ name: 'shop.example.com', class: 'certificate', stage: 'live', attributes: { validTo: '2027-06-30' } });
    const balancer = await ci({ name: 'lb-1', class: 'load-balancer', stage: 'live', evidence: 'existing' });
    const secured = `/v1/configuration-items/${balancer.id}/relations/secured-by/${certificate.id}`;

    expect([200, 201]).toContain((await cis.put(secured)).status);
    const shown = (await viewer.get(`/v1/items/${certificate.id}`)).body;

    expect(shown).toMatchObject({ ci: { class: 'certificate', stage: 'live' } });
    expect(shown).not.toHaveProperty('asset');
    expect((await viewer.get(`/v1/items/${certificate.id}/history`)).body.items).toMatchObject([{ facet: 'ci', version: 1 }]);
    expect(codeOf(await cis.patch(`/v1/configuration-items/${certificate.id}`, { attributes: { validTo: '2028-06-30' } }))).toEqual([
      409,
      'change/required',
    ]);
    expect(codeOf(await assets.put(`/v1/assets/${certificate.id}`, { name: 'x', kind: 'other' }, once))).toEqual([
      409,
      'asset/not-for-class',
    ]);
    expect((await viewer.get('/v1/assets')).body.items).toEqual([]);
    expect(await reports()).not.toMatch(new RegExp(`${certificate.id}|shop.example.com`));
  });

  it('C1 a desktop is an asset alone: in the reports on assets, and no change is asked for', async () => {
    const { assets, viewer, reports } = await register();
    const { id } = (await assets.post('/v1/assets', anAssetInBook({ date: '2026-01-01' }, { name: 'Desktop 7' }))).body;

    expect((await assets.patch(`/v1/assets/${id}`, { name: 'Desktop 8' })).status).toBe(200);
    const used = await assets.post(`/v1/assets/${id}/transition`, { to: 'in-use', date: '2026-11-24', assignment: { location: 'Room 7' } });
    expect([used.status, used.body.errors]).toEqual([200, undefined]);
    const shown = (await viewer.get(`/v1/items/${id}`)).body;

    expect(shown).toMatchObject({ asset: { name: 'Desktop 8', status: 'in-use' } });
    expect(shown).not.toHaveProperty('ci');
    expect((await viewer.get('/v1/configuration-items')).body.items).toEqual([]);
    expect((await viewer.get(`/v1/configuration-items/${id}`)).status).toBe(404);
    expect(await reports()).toMatch(new RegExp(`1200.00.*${id}`));
  });
});
