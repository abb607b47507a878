import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { draftsOfLot } from '../../../shared/domain/asset/asset-lot.ts';
import { itemsApi } from '../../support/items-api.ts';

const laptop = (n: number, more: object = {}) => ({ name: `laptop ${n}`, kind: 'hardware', assetTag: `L-${n}`, ...more });
const today = '2026-11-24';
const codes = (body: { results: { status: number; problem?: { code: string } }[] }) =>
  body.results.map(({ status, problem }) => problem?.code ?? status);
const countOf = async ({ assets }: ReturnType<typeof itemsApi>) => (await assets.get('/v1/assets?limit=200')).body.items.length;

describe('many assets at a time', () => {
  it('A1 a bulk registration has a result for each entry, and one that is refused does not stop the others', async () => {
    const api = itemsApi();
    await api.asset({ assetTag: 'L-9' });

    const entries = [laptop(1), laptop(9), { name: 'no kind' }, laptop(2), laptop(1), laptop(3, { owner: { team: 'Nobody' } })];
    const { status, body } = await api.assets.post('/v1/assets/bulk', { entries });

    expect(status).toBe(200);
    expect(codes(body)).toEqual([201, 'asset/asset-tag-taken', 'body/invalid', 201, 'asset/asset-tag-taken', 'team/unknown']);
    expect(body.results[1].problem).toMatchObject({ status: 409, title: 'Conflict', errors: [{ pointer: '/entries/1/assetTag' }] });
    expect(body.results[2].problem.errors[0].pointer).toBe('/entries/2/kind');
    expect((await api.assets.get('/v1/assets/L-1')).body.id).toBe(body.results[0].item);
    expect(await countOf(api)).toBe(3);
  });

  it.each([
    ['no entries', { entries: [] }],
    ['too many entries', { entries: Array.from({ length: 101 }, (_, n) => laptop(n)) }],
    ['another body', [laptop(1)]],
  ])('I4 %s is refused as a whole', async (_, body) => {
    const api = itemsApi();

    expect((await api.assets.post('/v1/assets/bulk', body)).status).toBe(400);
    expect(await countOf(api)).toBe(0);
  });

  it('I3 a repeated bulk request does only what the first one did not', async () => {
    const api = itemsApi();
    const key = { 'idempotency-key': 'k' };
    await api.asset({ assetTag: 'L-2' });
    const body = { entries: [laptop(1), laptop(2)] };

    const first = await api.assets.post('/v1/assets/bulk', body, key);
    await api.assets.patch('/v1/assets/L-2', { assetTag: 'other' });
    const second = await api.assets.post('/v1/assets/bulk', body, key);
    const third = await api.assets.post('/v1/assets/bulk', { entries: [laptop(3), laptop(4)] }, key);

    expect([codes(first.body), codes(second.body)]).toEqual([
      [201, 'asset/asset-tag-taken'],
      [201, 201],
    ]);
    expect(second.body.results[0]).toEqual(first.body.results[0]);
    expect([third.status, third.body.code]).toEqual([422, 'idempotency/key-reused']);
    expect(await countOf(api)).toBe(3);
  });

  it('I4 a dry run of a bulk registration tells what would be refused, and registers nothing', async () => {
    const api = itemsApi();
    await api.asset({ assetTag: 'L-2' });

    const { body } = await api.assets.post('/v1/assets/bulk?dryRun=true', { entries: [laptop(1), laptop(2)] });

    expect(codes(body)).toEqual([201, 'asset/asset-tag-taken']);
    expect(await countOf(api)).toBe(1);
  });

  it('I4 an entry that has the tag of one that was refused is registered', async () => {
    const { assets } = itemsApi();
    const entries = [laptop(1, { owner: { team: 'Nobody' } }), laptop(1)];

    expect(codes((await assets.post('/v1/assets/bulk?dryRun=true', { entries })).body)).toEqual(['team/unknown', 201]);
    expect(codes((await assets.post('/v1/assets/bulk', { entries })).body)).toEqual(['team/unknown', 201]);
  });

  it('I4 a dry run of a bulk registration tells what the real run would: a tag and a serial number are there once', async () => {
    const api = itemsApi();
    const twice = { vendor: 'Dell', serialNumber: 'S-1', assetTag: undefined };
    const entries = [laptop(1), { ...laptop(2), assetTag: 'l-1' }, laptop(3, twice), laptop(4, { kind: 'nothing' }), laptop(5, twice)];

    const dry = (await api.assets.post('/v1/assets/bulk?dryRun=true', { entries })).body;
    const stored = await countOf(api);
    const real = (await api.assets.post('/v1/assets/bulk', { entries })).body;

    expect(codes(dry)).toEqual([201, 'asset/asset-tag-taken', 201, 'body/invalid', 'asset/serial-number-taken']);
    expect(dry.results[1].problem.errors[0].pointer).toBe('/entries/1/assetTag');
    expect([codes(real), stored]).toEqual([codes(dry), 0]);
  });

  it('I4 a dry run of a step tells what the real run would: of one asset, and of the members of a pool', async () => {
    const { assets, asset, viewer } = itemsApi();
    const [one, other] = [await asset({ assetTag: 'L-1' }), await asset({ assetTag: 'L-2' })];
    await assets.post('/v1/pools', { name: 'Kiosks', members: [one.id, other.id], minimumWorking: 1 });
    const body = { items: ['L-1', 'l-1', one.id, 'L-2', 'L-2'], to: 'retired', date: today };

    const dry = (await assets.post('/v1/assets/transition?dryRun=true', body)).body;
    const status = (await viewer.get('/v1/assets/L-1')).body.status;
    const real = (await assets.post('/v1/assets/transition', { ...body, items: ['L-1', 'l-1'] })).body;

    expect(codes(dry)).toEqual([200, 'asset/same-status', 'asset/same-status', 'pool/change-required', 'pool/change-required']);
    expect([codes(real), status]).toEqual([codes(dry).slice(0, 2), 'in-stock']);
    expect(codes((await assets.post('/v1/assets/transition', { ...body, items: ['L-2'] })).body)).toEqual(['pool/change-required']);
  });

  it('I4 a dry run of a check-out tells that an asset has one holder, and stores none', async () => {
    const { assets, asset, viewer } = itemsApi();
    await asset({ assetTag: 'L-1' });
    const body = { items: ['L-1', 'L-1'], to: 'in-use', date: today, assignment: { location: 'Desk 1', dueDate: '2030-01-01' } };

    const dry = (await assets.post('/v1/assets/transition?dryRun=true', body)).body;

    expect(codes(dry)).toEqual([200, 'asset/assigned']);
    expect((await viewer.get('/v1/assets/L-1')).body).toMatchObject({ status: 'in-stock', version: 1 });
    expect((await viewer.get('/v1/assets/L-1/assignments')).body.items).toEqual([]);
  });

  it('A1 a step is taken for many assets, and the ones that cannot take it say so', async () => {
    const { assets, asset } = itemsApi();
    const [one, other] = [await asset({ assetTag: 'L-1' }), await asset({ assetTag: 'L-2', status: 'planned' })];

    const body = { items: ['L-1', other.id, 'nobody', 'L-1'], to: 'retired', date: today };
    const answer = await assets.post('/v1/assets/transition', body);

    expect(
      answer.body.results.map(({ item, status, problem }: never) => [item, status, (problem as never as { code: string })?.code]),
    ).toEqual([
      [one.id, 200, undefined],
      [other.id, 409, 'asset/transition-not-allowed'],
      ['nobody', 404, 'item/not-found'],
      ['L-1', 409, 'asset/same-status'],
    ]);
  });

  it('A1 a lot of 300 laptops has 300 tags, and its total is split to the minor unit', async () => {
    const api = itemsApi();
    const body = {
      ...{ quantity: 300, total: { amount: '100000.01', currency: 'EUR' }, tags: { prefix: 'L-', from: 7, digits: 4 } },
      asset: { name: 'a laptop', kind: 'hardware', purchase: { date: '2026-11-01', invoiceNumber: 'R-1' } },
    };

    const { status, body: answer } = await api.assets.post('/v1/assets/lots', body);

    expect([status, answer.results.length, new Set(codes(answer))]).toEqual([201, 300, new Set([201])]);
    const last = (await api.assets.get('/v1/assets/L-0306')).body;
    expect(last).toMatchObject({ purchase: { date: '2026-11-01', invoiceNumber: 'R-1', value: { currency: 'EUR' } } });
    const minor = draftsOfLot({ ...body, asset: { ...body.asset } } as never).map(({ purchase }) => Number(purchase?.value?.amount) * 100);
    expect(Math.round(minor.reduce((sum, each) => sum + each, 0))).toBe(10_000_001);
  });

  it('T10 the parts of a lot add up to its total and differ by at most one minor unit', () => {
    const currencies = { EUR: 2, JPY: 0, BHD: 3 } as const;
    fc.assert(
      fc.property(
        fc.constantFrom('EUR', 'JPY', 'BHD'),
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 1, max: 500 }),
        (currency, minor, quantity) => {
          const digits = currencies[currency as keyof typeof currencies];
          const text = String(minor).padStart(digits + 1, '0');
          const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
          const drafts = draftsOfLot({
            quantity,
            total: { amount, currency },
            asset: { name: 'x', kind: 'other', customFields: {} },
          } as never);
          const parts = drafts.map(({ purchase }) => Number((purchase?.value?.amount ?? '').replace('.', '')));

          expect(parts).toHaveLength(quantity);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(minor);
          expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
