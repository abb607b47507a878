import { expect, it } from '@jest/globals';
import { estateDesk, linesOf } from '../../support/estate-files.ts';
import { licenseApi } from '../../support/licenses.ts';

it('C1 A5 a license that is merged may be a seat of itself, by either id', async () => {
  const licenses = licenseApi();
  const license = await licenses.license(5);
  const ci = await licenses.ci({ name: 'a cluster', class: 'application' });
  expect((await licenses.cis.post(`/v1/items/${license}/merge`, { item: ci.id })).status).toBe(200);

  for (const item of [license, ci.id]) {
    const { status, body } = await licenses.seat(license, { item });
    expect([item, status, body.code]).toEqual([item, 201, undefined]);
  }
});

it.each(['asset stays', 'CI stays'] as const)(
  'C1 I5 files of CIs and relations find a merged item by both ids and its tag: %s',
  async (direction) => {
    const { cora, ann, ciLines, relations } = await estateDesk();
    const asset = (await ann.post('/v1/assets', { name: 'a server', kind: 'hardware', assetTag: 'S-1' })).body.id;
    const ci = (await cora.post('/v1/configuration-items', { name: 'web', class: 'server' })).body.id;
    const target = (await cora.post('/v1/configuration-items', { name: 'rack', class: 'server' })).body.id;
    const [kept, other] = direction === 'asset stays' ? [asset, ci] : [ci, asset];
    expect((await cora.post(`/v1/items/${kept}/merge`, { item: other })).status).toBe(200);

    for (const [place, id] of [kept, other].entries())
      expect((await ciLines([{ id, labels: { place: `${place}` } }])).progress).toMatchObject({ updated: 1, failed: 0 });
    const types = ['runs-on', 'depends-on', 'connects-to'];
    const rows = [kept, other, 'S-1'].map((reference, place) => `${reference},${types[place]},${target}`);
    expect((await relations(linesOf('source,type,target', ...rows))).progress).toMatchObject({ created: 3, failed: 0 });
  },
);
