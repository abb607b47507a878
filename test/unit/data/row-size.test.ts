import { expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const wide = (name: string) => Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${name}-${n}`, 'x'.repeat(10_000)]));

it.each([
  { of: 'a CI', field: 'attributes', role: 'cis', path: '/v1/configuration-items', make: 'ci' },
  { of: 'an asset', field: 'customFields', role: 'assets', path: '/v1/assets', make: 'asset' },
] as const)(
  'T2 a patch of $of that makes its row too large is 413 with a pointer, and nothing is written',
  async ({ field, role, path, make }) => {
    const api = itemsApi();
    const { id } = await api[make]({ [field]: wide('first') });
    expect((await api[role].patch(`${path}/${id}`, { [field]: { small: 1 } })).status).toBe(200);

    const refused = await api[role].patch(`${path}/${id}`, { [field]: wide('second') });

    expect(refused).toMatchObject({
      status: 413,
      body: { code: 'row/too-large', errors: [{ pointer: `/${field}`, code: 'row/too-large' }] },
    });
    expect((await api.viewer.get(`${path}/${id}`)).body).toMatchObject({ version: 2, [field]: { small: 1 } });
  },
);
