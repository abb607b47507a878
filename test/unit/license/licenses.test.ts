import { describe, expect, it } from '@jest/globals';
import { storeAway } from '../../support/in-memory-records.ts';
import { licenseApi } from '../../support/licenses.ts';

const names = async (events: Promise<readonly { readonly name: string }[]>, name: string) =>
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

  it('A5 100 seats to 31 December, 80 from 1 January, 95 assigned: over by 15 on 1 January, a state and an event (worked example)', async () => {
    const { license, term, person, seat, seats, clock, sweep, eventsOf } = licenseApi();
    const id = await license(100);
    await term(id, 80, { start: '2027-01-01', end: '2027-12-31' });
    const ada = await person('Ada');
    await seat(id, { person: ada, quantity: 95 });

    expect(await seats(id)).toMatchObject({ entitled: 100, assigned: 95, overBy: 0 });
    expect(await seats(id, '2027-01-01')).toMatchObject({ entitled: 80, assigned: 95, overBy: 15 });

    clock.set('2027-01-01T00:01:00.000Z');
    await sweep();
    await sweep();

    expect((await names(eventsOf(id), 'LicenseOverUsed')).map((event) => event)).toMatchObject([
      { name: 'LicenseOverUsed', body: { date: '2027-01-01', entitled: 80, assigned: 95, overBy: 15 } },
    ]);
    expect((await seat(id, { person: ada })).body.code).toBe('license/no-seat');
    expect(await seats(id)).toMatchObject({ items: [{ person: ada, quantity: 95 }], assigned: 95, overBy: 15 });
  });

  it('A5 terms of 10 ended yesterday, 5 ending today, 3 further on: 8 today, 3 tomorrow, then 0 (reported case)', async () => {
    const { asset, term, person, seat, seats, clock } = licenseApi();
    const { id } = await asset({ kind: 'subscription' });
    await term(id, 10, { end: '2026-11-23' });
    await term(id, 5, { end: '2026-11-24' });
    await term(id, 3, { end: '2026-12-10', renews: false });
    const entitled = async (at: string) => (await seats(id, at)).entitled;

    expect([
      await entitled('2026-11-23'),
      await entitled('2026-11-24'),
      await entitled('2026-11-25'),
      await entitled('2026-12-11'),
    ]).toEqual([18, 8, 3, 0]);

    clock.set('2026-12-11T00:00:00.000Z');
    const answer = await seat(id, { person: await person('Ada') });
    expect([answer.status, answer.body.code]).toEqual([409, 'license/no-seat']);
    expect(await seats(id)).toMatchObject({ entitled: 0, assigned: 0, overBy: 0 });
  });

  it('A5 a term is lowered to 1 while another caller takes the second seat, and then to 0 (reported case)', async () => {
    const { asset, term, person, seat, seats, assets, eventsOf } = licenseApi();
    const { id } = await asset({ kind: 'software-license' });
    const only = await term(id, 2);
    const ada = await person('Ada');
    await seat(id, { person: ada });
    const lower = (quantity: number, version: string) =>
      assets.patch(`/v1/assets/${id}/terms/${only}`, { quantity }, { 'if-match': version });

    const [lowered, taken] = await Promise.all([lower(1, '"1"'), seat(id, { person: ada })]);

    expect([200, 412]).toContain(lowered.status);
    expect([201, 409]).toContain(taken.status);
    const { entitled, assigned, overBy } = await seats(id);
    expect(overBy).toBe(Math.max(0, assigned - entitled));
    expect([entitled, assigned]).toEqual([1, taken.status === 201 ? 2 : 1]);

    expect((await lower(0, '"1"')).status).toBe(412);
    const none = await lower(0, '"2"');

    expect([none.status, none.body.quantity]).toEqual([200, 0]);
    expect(await seats(id)).toMatchObject({ entitled: 0, assigned, overBy: assigned });
    expect((await names(eventsOf(id), 'LicenseOverUsed')).at(-1)).toMatchObject({ body: { entitled: 0, overBy: assigned } });
    expect((await seat(id, { person: ada })).body.code).toBe('license/no-seat');
  });

  it('A5 license P with 5 seats in use, license Q with none: Q is voided, then P is (reported case)', async () => {
    const { license, person, seat, seats, assets, sweep, eventsOf, world } = licenseApi();
    const [p, q] = [await license(5), await license(5)];
    const ada = await person('Ada');
    for (let n = 0; n < 5; n += 1) await seat(p, { person: ada });
    const etag = async () => (await assets.get(`/v1/assets/${p}`)).headers.etag;
    const before = [await etag(), await seats(p)];

    await assets.post(`/v1/assets/${q}/void`, { reason: 'Registered twice' });
    await sweep();

    expect([await etag(), await seats(p)]).toEqual(before);

    await assets.post(`/v1/assets/${p}/void`, { reason: 'Registered twice' });

    expect(await seats(p)).toEqual({ items: [], entitled: 0, assigned: 0, overBy: 0 });
    expect((await names(eventsOf(p), 'SeatReleased')).map((event) => event)).toMatchObject(
      Array.from({ length: 5 }, () => ({ actor: 'system', body: { reason: 'license-voided', person: ada } })),
    );
    expect(await world.licenses.heldBy({ type: 'person', id: ada }, 10)).toEqual([]);
    await sweep();
    expect(await names(eventsOf(p), 'SeatReleased')).toHaveLength(5);
  });

  it('A5 a seat follows the machine, and is freed when the machine is disposed of', async () => {
    const { license, asset, seat, seats, assets, sweep, eventsOf } = licenseApi();
    const id = await license(5);
    const [kept, disposed] = [(await asset()).id, (await asset()).id];
    for (const item of [kept, disposed, disposed]) await seat(id, { item });
    const move = (body: object) => assets.post(`/v1/assets/${disposed}/transition`, { date: '2026-11-24', ...body });

    await move({ to: 'in-use', location: 'Berlin' });
    await sweep();
    expect(await seats(id)).toMatchObject({ assigned: 3 });

    await move({ to: 'retired' });
    await move({ to: 'disposed', method: 'scrapped' });
    const refused = await seat(id, { item: disposed });
    await sweep();

    expect([refused.status, refused.body.code]).toEqual([409, 'seat/holder-gone']);
    expect(await seats(id)).toMatchObject({ items: [{ item: kept }], assigned: 1 });
    expect((await names(eventsOf(id), 'SeatReleased')).map((event) => event)).toMatchObject([
      { body: { reason: 'holder-disposed', item: disposed } },
      { body: { reason: 'holder-disposed', item: disposed } },
    ]);
  });

  it('A5 the sweep frees the seats if the request could not, and none if the disposal was corrected before', async () => {
    const { license, asset, seat, seats, assets, sweep, records } = licenseApi();
    const id = await license(5);
    const { id: item } = await asset();
    await seat(id, { item });
    const move = (body: object) => assets.post(`/v1/assets/${item}/transition`, { date: '2026-11-24', ...body });

    let commits = 0;
    records.before = (operation) => {
      if (operation === 'commit') commits += 1;
      if (commits > 1) storeAway();
    };
    const first = await move({ to: 'disposed', method: 'scrapped' });
    records.before = () => undefined;
    await move({ to: 'in-stock', reason: 'It was another one' });
    await sweep();

    expect([first.status, first.body.status]).toEqual([200, 'disposed']);
    expect(await seats(id)).toMatchObject({ items: [{ item }], assigned: 1 });

    commits = 0;
    records.before = (operation) => {
      if (operation === 'commit') commits += 1;
      if (commits > 1) storeAway();
    };
    await move({ to: 'disposed', method: 'scrapped' });
    records.before = () => undefined;
    expect(await seats(id)).toMatchObject({ assigned: 1 });
    await sweep();
    expect(await seats(id)).toMatchObject({ items: [], assigned: 0 });
  });

  it('A5 seats of a person are freed on the day on which the person departs, and not before', async () => {
    const { license, person, seat, seats, admin, sweep, clock, eventsOf } = licenseApi();
    const [one, other] = [await license(5), await license(5)];
    const [ada, bob] = [await person('Ada'), await person('Bob')];
    for (const license of [one, other]) for (const holder of [ada, bob]) await seat(license, { person: holder });

    await admin.patch(`/v1/people/${ada}`, { departed: '2026-12-01' });
    await sweep();
    expect(await seats(one)).toMatchObject({ assigned: 2 });

    clock.set('2026-12-01T00:00:30.000Z');
    await sweep();

    expect(await seats(one)).toMatchObject({ items: [{ person: bob }], assigned: 1 });
    expect(await seats(other)).toMatchObject({ items: [{ person: bob }], assigned: 1 });
    expect(await names(eventsOf(one), 'SeatReleased')).toMatchObject([{ body: { reason: 'holder-departed', person: ada } }]);
    expect((await seat(one, { person: ada })).body.code).toBe('seat/holder-gone');
  });

  it('A5 the seats of somebody who is deleted, and of a CI that is deleted, are freed', async () => {
    const { license, person, ci, seat, seats, admin, cis, sweep } = licenseApi();
    const id = await license(5);
    const [ada, server] = [await person('Ada'), (await ci({ stage: 'build' })).id];
    for (const body of [{ person: ada }, { item: server }]) await seat(id, body);

    const removals = [await admin.delete(`/v1/people/${ada}`, { 'if-match': '*' })];
    removals.push(await cis.delete(`/v1/configuration-items/${server}`, { 'if-match': '*' }));
    await sweep();

    expect(removals.map(({ status }) => status)).toEqual([204, 204]);
    expect(await seats(id)).toMatchObject({ items: [], assigned: 0 });
  });

  it('A5 more seats than one run frees are freed in several', async () => {
    const { license, asset, seat, seats, assets, sweep } = licenseApi();
    const id = await license(1_000);
    const { id: item } = await asset();
    for (let n = 0; n < 205; n += 1) await seat(id, { item });

    await assets.post(`/v1/assets/${item}/void`, { reason: 'Registered twice' });
    await sweep();

    expect(await seats(id)).toMatchObject({ assigned: 0 });
  });

  it.each([
    ['a person and an item', { person: 'ada@quiesce.test', item: 'L-1' }, 400, 'seat/one-holder', '/item'],
    ['nobody', {}, 400, 'seat/holder-required', '/person'],
    ['an unknown person', { person: 'nobody@quiesce.test' }, 400, 'person/unknown', '/person'],
    ['an unknown item', { item: 'L-2' }, 400, 'item/unknown', '/item'],
    ['no quantity', { person: 'ada@quiesce.test', quantity: 0 }, 400, 'body/invalid', '/quantity'],
  ])('A5 a seat for %s is refused and changes nothing', async (_, body, status, code, pointer) => {
    const { license, person, asset, seat, seats } = licenseApi();
    const id = await license(5);
    await person('Ada');
    await asset({ assetTag: 'L-1' });

    const answer = await seat(id, body);

    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([status, code, pointer]);
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
