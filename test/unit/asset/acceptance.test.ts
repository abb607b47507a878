import { describe, expect, it } from '@jest/globals';

import { day, minute, plus } from '../../../shared/domain/clock.ts';
import { acceptancesApi } from '../../support/acceptances.ts';
import { not } from '../../support/mailed-links.ts';

type Api = Awaited<ReturnType<typeof acceptancesApi>>;

const answer = (api: Api, link: string, fields: Readonly<Record<string, string>>) => api.post(`${link}/answer`, fields);

describe('the mailed link with which a holder accepts an asset', () => {
  it('A2 the holder is mailed one link, which says what was assigned, and shows the asset', async () => {
    const api = await acceptancesApi();
    const { link } = await api.ask(api.ada);
    await api.mail();

    expect(api.sent.map(({ to, subject }) => [to, subject])).toEqual([['ada@quiesce.test', 'Did you get it?: a laptop']]);
    expect(api.sent[0]?.text).toContain('a laptop, asset tag L-1');
    const page = await api.get(link);
    expect(page.status).toBe(200);
    for (const text of ['a laptop', 'L-1', '2026-12-24', 'With the charger.', 'ada@quiesce.test']) expect(page.body).toContain(text);
    expect(page.body).toContain('<dd><span class="prose">With the charger.</span></dd>');
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  it('A2 nobody is mailed who was not asked, who has answered, or who has given it back', async () => {
    const api = await acceptancesApi();
    const { body: silent } = await api.checkOut({ person: api.ada });
    await api.checkIn(silent.id);
    const { body: given } = await api.checkOut({ person: api.ada, acceptance: 'asked' });
    await api.checkIn(given.id);
    const { body: known } = await api.checkOut({ person: api.ada, acceptance: 'asked' });
    await api.as(api.ada).post(`/v1/assets/L-1/assignments/${known.id}/accept`);

    await api.mail();

    expect(api.sent).toEqual([]);
  });

  it.each([
    ['accept', 'accepted', 'AssignmentAccepted'],
    ['decline', 'declined', 'AssignmentDeclined'],
  ])('A2 the holder can %s with a code, once; the event names them', async (choice, acceptance, event) => {
    const api = await acceptancesApi();
    const { link, assignment } = await api.ask(api.ada);
    const code = await api.codeBy(link);

    const first = await answer(api, link, { code, answer: choice });
    const again = await answer(api, link, { code, answer: choice });

    expect(first).toMatchObject({ status: 303, headers: { location: link } });
    expect(await api.stateOf()).toBe(acceptance);
    expect(again.status).toBe(409);
    expect(await api.get(link)).toMatchObject({ status: 200, body: expect.stringContaining(`You have ${acceptance} it`) });
    const events = (await api.eventsOf(api.laptop)).filter(({ name }) => name === event);
    expect(events).toEqual([{ name: event, actor: `person:${api.ada}`, body: { assignment: assignment.id } }]);
  });

  it('A2 the owners are told, once, that the holder declined', async () => {
    const api = await acceptancesApi();
    await api.assets.patch(`/v1/assets/${api.laptop}`, { owner: { person: api.bob } });
    const { link } = await api.ask(api.ada);
    await answer(api, link, { code: await api.codeBy(link), answer: 'decline' });

    await api.mail();
    await api.mail();

    const told = api.sent.filter(({ subject }) => subject.startsWith('Declined'));
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([['bob@quiesce.test', 'Declined: a laptop']]);
  });

  it('P5 opening the page writes nothing, and an incomplete form uses up no attempt', async () => {
    const api = await acceptancesApi();
    const { link } = await api.ask(api.ada);
    const before = JSON.stringify(api.records.all());
    await api.get(link);
    expect(JSON.stringify(api.records.all())).toBe(before);
    const code = await api.codeBy(link);

    const incomplete = await answer(api, link, { code });
    const unknown = await answer(api, link, { code, answer: 'burn' });
    const codeless = await answer(api, link, { answer: 'accept' });

    for (const { status, body } of [incomplete, unknown]) {
      expect(status).toBe(422);
      expect(body).toContain('Choose whether you accept or decline the asset');
      expect(body).toContain(`value="${code}"`);
    }
    expect(codeless).toMatchObject({ status: 422, body: expect.stringContaining('Enter the six digits') });
    expect(await api.stateOf()).toBe('asked');
    expect((await answer(api, link, { code, answer: 'accept' })).status).toBe(303);
  });

  it('P6 five wrong codes close the code, and the page says so', async () => {
    const api = await acceptancesApi();
    const { link } = await api.ask(api.ada);
    const code = await api.codeBy(link);

    for (let n = 0; n < 5; n += 1) expect((await answer(api, link, { code: not(code), answer: 'accept' })).status).toBe(422);
    const right = await answer(api, link, { code, answer: 'accept' });

    expect(right).toMatchObject({ status: 429, headers: { 'retry-after': '600' } });
    expect(await api.stateOf()).toBe('asked');
  });

  it('P6 three codes an hour are mailed for an assignment, and a code is valid for ten minutes', async () => {
    const api = await acceptancesApi();
    const { link } = await api.ask(api.ada);
    const [first] = [await api.codeBy(link), await api.codeBy(link), await api.codeBy(link)];

    expect((await api.post(`${link}/code`)).status).toBe(429);
    api.clock.advance(10 * minute);
    expect(await answer(api, link, { code: first, answer: 'accept' })).toMatchObject({
      status: 422,
      body: expect.stringContaining('No code is valid now'),
    });
  });

  it('P6 the link closes with its reason: expired, returned, another address, departed, unknown', async () => {
    const api = await acceptancesApi();
    const { link, assignment } = await api.ask(api.ada);
    const later = (days: number) => api.clock.set(plus('2026-11-24T02:00:00.000Z', days * day));
    later(30);
    expect(await api.get(link)).toMatchObject({ status: 410, body: expect.stringContaining('has expired') });
    expect((await api.post(`${link}/code`)).status).toBe(410);
    later(37);
    expect((await api.get(link)).status).toBe(404);
    later(1);
    await api.checkIn(assignment.id);
    expect(await api.get(link)).toMatchObject({ status: 200, body: expect.stringContaining('not assigned to you any more') });
    expect((await answer(api, link, { code: '123456', answer: 'accept' })).status).toBe(409);
    const second = await api.ask(api.ada);
    await api.admin.patch(`/v1/people/${api.ada}`, { email: 'else@quiesce.test' });
    expect(await api.get(second.link)).toMatchObject({ status: 410, body: expect.stringContaining('no longer yours') });
    await api.admin.patch(`/v1/people/${api.ada}`, { departed: '2026-11-24' });
    expect(await api.get(second.link)).toMatchObject({ status: 410, body: expect.stringContaining('no longer active') });
    expect((await api.get(`/acceptances/${'0'.repeat(64)}`)).status).toBe(404);
  });

  it('P6 a token of a holder opens no page of approvals, and a form from another site is refused', async () => {
    const api = await acceptancesApi();
    const { link } = await api.ask(api.ada);

    expect((await api.get(link.replace('acceptances', 'approvals'))).status).toBe(404);
    for (const step of ['code', 'answer'])
      expect((await api.post(`${link}/${step}`, { answer: 'accept' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(api.sent).toHaveLength(1);
  });

  it('P6 the names on the page are text, not HTML, and token and code are stored as hashes only', async () => {
    const api = await acceptancesApi();
    await api.assets.patch(`/v1/assets/${api.laptop}`, { name: '<script>alert(1)</script>' });
    const { link } = await api.ask(api.ada);
    const code = await api.codeBy(link);

    expect((await api.get(link)).body).not.toContain('<script>');
    const rows = JSON.stringify(api.records.all().filter(({ type }) => type.startsWith('Acceptance')));
    expect(rows).toContain(api.laptop);
    expect(rows).not.toContain(link.split('/').at(-1));
    expect(rows).not.toContain(`"${code}"`);
  });

  it('X2 the page shows no price, phone number or IMEI', async () => {
    const api = await acceptancesApi();
    const purchase = { date: '2026-01-15', value: { amount: '1234.56', currency: 'EUR' } };
    await api.assets.patch(`/v1/assets/${api.laptop}`, { purchase, phoneNumber: '+491701234567', imei: '490154203237518' });
    const { link } = await api.ask(api.ada);

    const { body } = await api.get(link);

    for (const secret of ['1234', '491701234567', '490154203237518']) expect(body).not.toContain(secret);
  });
});
