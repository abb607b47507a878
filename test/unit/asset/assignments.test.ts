import { describe, expect, it } from '@jest/globals';
import type { ApiAnswer } from '../../support/api.ts';
import { office } from '../../support/office.ts';

const today = '2026-11-24';
const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];

describe('who has an asset', () => {
  it('A2 an asset is checked out to a person and comes back into stock, with its history', async () => {
    const { assets, viewer, ada, bob, laptop, checkOut, checkIn, eventsOf } = await office();

    const out = await checkOut({ person: 'ada@quiesce.test', dueDate: '2026-12-24' });
    const inUse = (await viewer.get('/v1/assets/L-1')).body;
    const back = await checkIn(out.body.id, { condition: 'broken', location: 'Store 1' });
    await checkOut({ person: bob });

    expect(out.status).toBe(201);
    expect(out.body).toMatchObject({ asset: laptop, person: ada, personName: 'Ada', assetName: 'a laptop', acceptance: 'none' });
    expect(inUse).toMatchObject({ status: 'in-use', assignment: { id: out.body.id, person: ada }, assignmentNames: { person: 'Ada' } });
    expect(back.body).toMatchObject({ id: out.body.id, returnedAt: `${today}T02:00:00.000Z` });
    const { items } = (await viewer.get(`/v1/assets/${laptop}/assignments`)).body;
    expect(items.map(({ person, returnedAt }: { person: string; returnedAt?: string }) => [person, returnedAt !== undefined])).toEqual([
      [bob, false],
      [ada, true],
    ]);
    expect((await assets.get('/v1/assets/L-1')).body).toMatchObject({ status: 'in-use', condition: 'broken', location: 'Store 1' });
    expect((await eventsOf(laptop)).map(({ name }) => name)).toEqual([
      ...['AssetRegistered', 'AssetCheckedOut', 'AssetReturned', 'AssetCheckedOut'],
    ]);
  });

  it('A2 a page of the history is full, and the next one goes on', async () => {
    const { viewer, laptop, checkOut, checkIn } = await office();
    for (const location of ['1', '2', '3', '4', '5']) await checkIn((await checkOut({ location })).body.id);

    const places: string[] = [];
    let cursor = '';
    do {
      const { body } = await viewer.get(`/v1/assets/${laptop}/assignments?limit=2${cursor}`);
      places.push(...body.items.map(({ location }: { location: string }) => location));
      cursor = body.nextCursor === undefined ? '' : `&cursor=${encodeURIComponent(body.nextCursor)}`;
    } while (cursor !== '');

    expect(places).toEqual(['5', '4', '3', '2', '1']);
  });

  it('A8 an asset that comes back to another place is transferred there in its books', async () => {
    const { assets, asset } = await office();
    await assets.put('/v1/books/main', { currency: 'EUR', fiscalYearStart: '01-01', standard: 'ifrs' });
    const entry = { name: 'main', method: 'straight-line', lifeMonths: 36, convention: 'full-month', inServiceDate: '2026-01-15' };
    const purchase = { date: '2026-01-15', value: { amount: '1200.00', currency: 'EUR' } };
    const { id } = await asset({ purchase, location: 'Berlin', books: [entry] });
    const { body: out } = await assets.post(`/v1/assets/${id}/assignments`, { location: 'Desk' });

    await assets.post(`/v1/assets/${id}/assignments/${out.id}/return`, { location: 'Bonn' });

    const { items } = (await assets.get(`/v1/assets/${id}/adjustments`)).body;
    expect(items).toMatchObject([{ kind: 'transfer', date: today, location: 'Bonn' }]);
  });

  it('A2 an asset has one holder: of many who check it out at once, one does', async () => {
    const { checkOut } = await office();

    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => checkOut({ location: `Desk ${n}` })));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(new Set(['asset/assigned']));
  });

  it('A2 an asset is used with another item, which is not deleted meanwhile', async () => {
    const { cis, ci, checkOut, checkIn, viewer, laptop } = await office();
    const { id } = await ci({ name: 'rack-1' });

    const out = await checkOut({ item: id });

    expect(out.body).toMatchObject({ item: id, itemName: 'rack-1' });
    expect(codeOf(await cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' }))).toEqual([409, 'configuration-item/in-use']);
    await checkIn(out.body.id);
    expect((await cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' })).status).toBe(204);
    expect((await viewer.get(`/v1/assets/${laptop}`)).body).not.toHaveProperty('assignment');
  });

  it('A2 one request lists everything that a person has, and what of it is overdue', async () => {
    const { asset, ada, checkOut, holdings, clock, admin } = await office();
    const phone = (await asset({ name: 'a phone' })).id;
    await checkOut({ person: ada, dueDate: '2026-11-30' });
    await checkOut({ person: ada }, phone);

    expect((await holdings(ada)).overdue).toEqual([]);
    clock.set('2026-12-02T12:00:00.000Z');

    const { assets, overdue } = await holdings('ada@quiesce.test');
    expect(assets.map(({ assetName }: { assetName: string }) => assetName)).toEqual(['a laptop', 'a phone']);
    expect(overdue.map(({ assetName }: { assetName: string }) => assetName)).toEqual(['a laptop']);
    expect(codeOf(await admin.delete(`/v1/people/${ada}`, { 'if-match': '*' }))).toEqual([409, 'person/in-use']);
    expect((await admin.get('/v1/people/nobody@quiesce.test/holdings')).status).toBe(404);
  });

  it.each(['disposed', 'in-stock', 'retired'])('A2 nobody has an asset any more that is %s', async (to) => {
    const { assets, laptop, ada, checkOut, holdings, eventsOf } = await office();
    const { body: out } = await checkOut({ person: ada });
    await assets.post(`/v1/assets/${laptop}/condition`, { condition: 'broken', date: today });

    await assets.post(`/v1/assets/${laptop}/transition`, { to, date: today, ...(to === 'disposed' ? { method: 'scrapped' } : {}) });

    expect((await assets.get(`/v1/assets/${laptop}`)).body).not.toHaveProperty('assignment');
    expect((await holdings(ada)).assets).toEqual([]);
    expect(await eventsOf(laptop)).toContainEqual(
      expect.objectContaining({ name: 'AssetReturned', body: { assignment: out.id, date: today } }),
    );
  });

  it.each(['lost', 'stolen', 'in-repair'])('A2 an asset that is %s stays with its holder', async (to) => {
    const { assets, laptop, ada, checkOut, holdings } = await office();
    await checkOut({ person: ada });

    await assets.post(`/v1/assets/${laptop}/transition`, { to, date: today });

    expect((await holdings(ada)).assets).toHaveLength(1);
  });

  it('A2 a step to in-use may check an asset out', async () => {
    const { assets, ada, laptop, holdings } = await office();

    const { status, body } = await assets.post(`/v1/assets/${laptop}/transition`, {
      to: 'in-use',
      date: today,
      assignment: { person: ada },
    });

    expect([status, body.status, body.assignment.person]).toEqual([200, 'in-use', ada]);
    expect((await holdings(ada)).assets).toHaveLength(1);
  });

  it('A2 the holder who is asked accepts or declines, and nobody else does', async () => {
    const { as, ada, bob, laptop, checkOut, checkIn, eventsOf } = await office();
    const { body: out } = await checkOut({ person: ada, acceptance: 'asked' });
    const path = `/v1/assets/${laptop}/assignments/${out.id}`;

    expect(codeOf(await as(bob).post(`${path}/accept`))).toEqual([403, 'assignment/not-yours']);
    expect((await as(ada).post(`${path}/accept`)).body).toMatchObject({ acceptance: 'accepted', answeredAt: expect.any(String) });
    expect((await as(ada).post(`${path}/accept`)).status).toBe(200);
    expect(codeOf(await as(ada).post(`${path}/decline`))).toEqual([409, 'assignment/answered']);
    await checkIn(out.id);
    const { body: second } = await checkOut({ person: ada });
    expect(codeOf(await as(ada).post(`/v1/assets/${laptop}/assignments/${second.id}/decline`))).toEqual([409, 'assignment/not-asked']);
    expect((await eventsOf(laptop)).filter(({ name }) => name === 'AssignmentAccepted')).toHaveLength(1);
  });

  it.each([
    ['two holders', { person: 'ada@quiesce.test', location: 'Desk' }, 'assignment/one-holder'],
    ['no holder', {}, 'assignment/one-holder'],
    ['an unknown person', { person: 'nobody@quiesce.test' }, 'person/unknown'],
    ['an unknown item', { item: 'nothing' }, 'item/unknown'],
    ['the asset itself', { item: 'L-1' }, 'assignment/itself'],
    ['a due date in the past', { location: 'Desk', dueDate: '2026-11-22' }, 'assignment/due-in-the-past'],
    ['a place that is asked', { location: 'Desk', acceptance: 'asked' }, 'assignment/nobody-to-ask'],
  ])('A2 %s is refused, and the asset stays in stock', async (_, body, code) => {
    const { assets, laptop, checkOut } = await office();

    expect(codeOf(await checkOut(body))).toEqual([400, code]);
    expect((await assets.get(`/v1/assets/${laptop}`)).body).toMatchObject({ status: 'in-stock', version: 1 });
  });

  it('A2 who has left, and what is disposed of, takes part in no check-out', async () => {
    const { admin, assets, ada, laptop, checkOut } = await office();
    await admin.patch(`/v1/people/${ada}`, { departed: '2026-11-01' });

    expect(codeOf(await checkOut({ person: ada }))).toEqual([400, 'person/departed']);
    await assets.post(`/v1/assets/${laptop}/transition`, { to: 'disposed', date: today, method: 'sold' });
    expect(codeOf(await checkOut({ location: 'Desk' }))).toEqual([409, 'asset/transition-not-allowed']);
    await assets.post(`/v1/assets/${laptop}/void`, { reason: 'Registered twice' });
    expect(codeOf(await checkOut({ location: 'Desk' }))).toEqual([409, 'asset/voided']);
  });

  it('A2 a return is refused twice, in the future and before the check-out', async () => {
    const { checkOut, checkIn } = await office();
    const { body: out } = await checkOut({ location: 'Desk' });

    expect(codeOf(await checkIn(out.id, { date: '2026-11-26' }))).toEqual([400, 'asset/date-in-future']);
    expect(codeOf(await checkIn(out.id, { date: '2026-11-20' }))).toEqual([400, 'assignment/before-check-out']);
    expect((await checkIn(out.id)).status).toBe(200);
    expect(codeOf(await checkIn(out.id))).toEqual([409, 'assignment/returned']);
    expect(codeOf(await checkIn('01900000-0000-7000-8000-999999999999'))).toEqual([404, 'assignment/not-found']);
  });
});
