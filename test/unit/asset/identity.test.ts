import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

describe('what identifies an asset', () => {
  it.each(['N/A', 'n/a', 'None', 'Default string', 'To be filled by O.E.M.', '0', '00000000', 'XXXX', '123456789', '-'])(
    'T3 the placeholder %s in place of a serial number identifies nothing',
    async (serialNumber) => {
      const { assets } = itemsApi();
      const body = { name: 'a board', kind: 'hardware', vendor: 'Acme', serialNumber };

      const [one, other] = [await assets.post('/v1/assets', body), await assets.post('/v1/assets', body)];

      expect([one.status, other.status]).toEqual([201, 201]);
      expect((await assets.get(`/v1/assets?vendor=Acme&serialNumber=${encodeURIComponent(serialNumber)}`)).body.items).toHaveLength(2);
    },
  );

  it('T3 a serial number registered as a switch is taken for a storage and for a server, and the answer names the switch', async () => {
    const { assets } = itemsApi();
    const body = { kind: 'hardware', vendor: 'Acme', serialNumber: 'SN-100' };
    const { body: first } = await assets.post('/v1/assets', { ...body, name: 'a switch', category: 'switch' });

    for (const category of ['storage', 'server']) {
      const answer = await assets.post('/v1/assets', { ...body, name: `a ${category}`, category });
      expect([answer.status, answer.body.code]).toEqual([409, 'asset/serial-number-taken']);
      expect(answer.body.detail).toContain(first.id);
    }
    expect((await assets.patch(`/v1/assets/${first.id}`, { category: 'storage' })).body).toMatchObject({ id: first.id, version: 2 });
  });

  it.each([
    ['49-015420-323751-8', undefined],
    ['490154203237518', undefined],
    ['490154203237517', ['imei-check-digit']],
    ['4901542032375180', undefined],
    ['49015420', ['imei-length']],
    ['a phone', ['imei-length']],
  ])('A1 the IMEI %s is taken, with a warning if it is wrong: %j', async (imei, warnings) => {
    const { assets, viewer } = itemsApi();

    const { status, body } = await assets.post('/v1/assets', { name: 'a phone', kind: 'hardware', imei });

    expect([status, body.imei, body.warnings]).toEqual([201, imei, warnings]);
    expect((await assets.get(`/v1/assets/${body.id}`)).body.warnings).toEqual(warnings);
    // Who does not see the IMEI is not told about it either.
    expect((await viewer.get(`/v1/assets/${body.id}`)).body).not.toHaveProperty('warnings');
  });
});
