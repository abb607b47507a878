import { expect, it } from '@jest/globals';
import { reportRoutes } from '../../../shared/contracts/reports.ts';
import { ok } from '../../support/desk-api.ts';
import { serviceApi } from '../../support/services.ts';

const paths = reportRoutes.filter((route) => 'query' in route && 'from' in route.query().shape).map(({ path }) => path);

it.each([...paths, '/v1/services/shop/availability', '/v1/services/shop/cost'])(
  'I1 %s has no days before 1900 and after 2999',
  async (path) => {
    const api = await serviceApi();
    await ok(api.agree());
    const admin = api.as('admin');
    const faults = async (query: string) => {
      const { status, body } = await admin.get(`${path}?${query}`);
      return [status, body.errors?.map(({ pointer }: { readonly pointer: string }) => pointer)];
    };

    expect(await faults('from=9999-12-01&to=9999-12-31')).toEqual([400, ['/query/from', '/query/to']]);
    expect(await faults('from=0001-01-01&to=0001-01-31')).toEqual([400, ['/query/from', '/query/to']]);
  },
);

it('A8 L3 there are reports with a period', () => {
  expect(paths.length).toBeGreaterThan(10);
});
