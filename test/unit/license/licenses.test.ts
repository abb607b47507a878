import { describe, expect, it } from '@jest/globals';
import { licenseApi } from '../../support/licenses.ts';

const _names = async (events: Promise<readonly { readonly name: string }[]>, name: string) =>
  (await events).filter((event) => event.name === name);

describe('licenses', () => {
  it('A5 a seat is assigned to a person or an item, listed with names, and released', async () => {
    const { license, person, asset, seat, seats, assets, eventsOf } = licenseApi();
    const id = await license(3);
    const [ada, laptop] = [await person('Ada'), (await asset({ assetTag: 'L-1' })).id];

    const first = await seat(id, { person: 'ada@quiesce.test' });
    const second = await seat(id, { item: 'L-1' });

    expect([first.status, first.body]).toMatchObject([
      201,
      { asset: id, assetName: 'Draw Pro', person: ada, personName: 'Ada', quantity: 1 },
    ]);
    expect([second.status, second.body]).toMatchObject([201, { item: laptop, itemName: 'a laptop' }]);
    expect(await seats(id)).toMatchObject({ items: [{ person: ada }, { item: laptop }], entitled: 3, assigned: 2, overBy: 0 });

    const released = await assets.delete(`/v1/assets/${id}/seats/${first.body.id}`);

    expect([released.status, (await assets.delete(`/v1/assets/${id}/seats/${first.body.id}`)).body.code]).toEqual([204, 'seat/not-found']);
    expect(await seats(id)).toMatchObject({ items: [{ item: laptop }], entitled: 3, assigned: 1, overBy: 0 });
    expect((await eventsOf(id)).slice(2).map(({ name, body }) => [name, body])).toMatchObject([
      ['SeatAssigned', { seat: first.body.id, person: ada, quantity: 1 }],
      ['SeatAssigned', { item: laptop }],
      ['SeatReleased', { seat: first.body.id, reason: 'released', person: ada }],
    ]);
  });

  it('A5 of a hundred callers for the last seat exactly one gets it', async () => {
    const { license, person, seat, seats } = licenseApi();
    const id = await license(2);
    const ada = await person('Ada');
    await seat(id, { person: ada });

    const answers = await Promise.all(Array.from({ length: 100 }, () => seat(id, { person: ada })));

    const outcomes = answers.map(({ status, body }) => (status === 201 ? 'won' : body.code)).sort();
    expect(outcomes).toEqual([...Array.from({ length: 99 }, () => 'license/no-seat'), 'won']);
    expect(await seats(id)).toMatchObject({ entitled: 2, assigned: 2, overBy: 0 });
  });

  it('A5 a license by core has seats of many cores, which belong to nobody in particular', async () => {
    const { license, seat, seats } = licenseApi();
    const id = await license(16, { license: { metric: 'core' } });

    const answers = [await seat(id, { quantity: 8 }), await seat(id, { quantity: 9 }), await seat(id, { quantity: 8 })];

    expect(answers.map(({ status, body }) => body.code ?? status)).toEqual([201, 'license/no-seat', 201]);
    expect(await seats(id)).toMatchObject({ entitled: 16, assigned: 16 });
  });

  it('A5 a past date answers with who had a seat then, and a license without terms gives none', async () => {
    const { license, person, seat, seats, assets, clock, asset } = licenseApi();
    const id = await license(2);
    const { body } = await seat(id, { person: await person('Ada') });
    clock.set('2026-11-26T02:00:00.000Z');
    await assets.delete(`/v1/assets/${id}/seats/${body.id}`);

    const days = await Promise.all(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].map((at) => seats(id, at)));

    expect(days.map(({ items, assigned }) => [items.length, assigned])).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
    expect(await seats((await asset()).id)).toEqual({ items: [], entitled: 0, assigned: 0, overBy: 0 });
  });

  it.each([
    ['a person and an item', { person: 'ada@quiesce.test', item: 'L-1' }, 'seat/one-holder', '/item'],
    ['nobody', {}, 'seat/holder-required', '/person'],
    ['an unknown person', { person: 'nobody@quiesce.test' }, 'person/unknown', '/person'],
    ['an unknown item', { item: 'L-2' }, 'item/unknown', '/item'],
    ['no quantity', { person: 'ada@quiesce.test', quantity: 0 }, 'body/invalid', '/quantity'],
  ])('A5 a seat for %s is refused and changes nothing', async (_, body, code, pointer) => {
    const { license, person, asset, seat, seats } = licenseApi();
    const id = await license(5);
    await person('Ada');
    await asset({ assetTag: 'L-1' });

    const answer = await seat(id, body);

    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([400, code, pointer]);
    expect(await seats(id)).toMatchObject({ items: [], assigned: 0 });
  });

  it.each([
    ['an end before its start', { end: '2025-12-31' }, 'term/ends-before-start', '/end'],
    ['a notice after its end', { noticeBy: '2027-01-01' }, 'term/notice-after-end', '/noticeBy'],
    ['a negative quantity', { quantity: -1 }, 'body/invalid', '/quantity'],
    ['a cost finer than the minor unit', { cost: { amount: '12.50', currency: 'JPY' } }, 'body/invalid', '/cost/amount'],
    ['an unknown currency', { cost: { amount: '12.50', currency: 'XXQ' } }, 'body/invalid', '/cost/currency'],
  ])('A5 a term with %s is refused', async (_, overrides, code, pointer) => {
    const { assets, asset } = licenseApi();
    const { id } = await asset();
    const good = { start: '2026-01-01', end: '2026-12-31', quantity: 5, cost: { amount: '1.00', currency: 'EUR' } };

    const answer = await assets.post(`/v1/assets/${id}/terms`, { ...good, ...overrides });

    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([400, code, pointer]);
    expect((await assets.get(`/v1/assets/${id}/terms`)).body.items).toEqual([]);
  });

  it('X2 what a term costs is seen by asset managers, auditors and admins only', async () => {
    const { license, as } = licenseApi();
    const id = await license(5);

    const seen = await Promise.all(
      (['viewer', 'change-manager', 'asset-manager', 'auditor', 'admin'] as const).map(
        async (role) => 'cost' in (await as(role).get(`/v1/assets/${id}/terms`)).body.items[0],
      ),
    );

    expect(seen).toEqual([false, false, true, true, true]);
  });

  it('A5 terms and seats are listed in pages', async () => {
    const { license, term, person, seat, assets } = licenseApi();
    const id = await license(5);
    await term(id, 5, { start: '2025-01-01', end: '2025-12-31' });
    const ada = await person('Ada');
    for (let n = 0; n < 3; n += 1) await seat(id, { person: ada });

    for (const list of ['terms', 'seats']) {
      const path = `/v1/assets/${id}/${list}`;
      const all = (await assets.get(path)).body.items.map((item: { id: string }) => item.id);
      const first = (await assets.get(`${path}?limit=1`)).body;
      const rest = (await assets.get(`${path}?limit=2&cursor=${first.nextCursor}`)).body;
      expect([...first.items, ...rest.items].map(({ id: each }) => each)).toEqual(all);
    }
  });
});
