import { describe, expect, it } from '@jest/globals';
import { storeAway } from '../../support/in-memory-records.ts';
import { licenseApi } from '../../support/licenses.ts';

const names = async (events: Promise<readonly { readonly name: string }[]>, name: string) =>
  (await events).filter((event) => event.name === name);

describe('seats that are freed', () => {
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
});
