import { describe, expect, it } from '@jest/globals';
import { licenseApi } from '../../support/licenses.ts';

const names = async (events: Promise<readonly { readonly name: string }[]>, name: string) =>
  (await events).filter((event) => event.name === name);

describe('terms and over-use', () => {
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
});
