import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type AssetStatus, assetStatuses, firstStatuses } from '../../../shared/domain/asset/asset-values.ts';
import { statusesAfter } from '../../../shared/domain/asset/lifecycle-table.ts';
import { itemsApi } from '../../support/items-api.ts';

const today = '2026-11-24';
const bought = { purchase: { date: '2026-01-15' } };
/** What a step to a status needs beside its date. */
const needs = (to: AssetStatus) => (to === 'disposed' ? { method: 'scrapped' } : {});

/** The codes of a refusal, or the status of the asset. */
const outcomeOf = ({ status, body }: { status: number; body: { code?: string; status?: unknown } }) =>
  status === 200 ? body.status : body.code;

const steps = firstStatuses.flatMap((from) => assetStatuses.filter((to) => to !== 'voided').map((to) => [from, to] as const));

describe('the life of an asset', () => {
  it('A1 docs/assets.md lists exactly the steps of the code', () => {
    const [, table = ''] = readFileSync('docs/assets.md', 'utf8').split(/^\| Status .*\n\| ---.*\n/m);
    const rows = table.split('\n\n')[0]?.split('\n');

    expect(rows).toEqual(
      Object.entries(statusesAfter).map(([from, next]) => `| \`${from}\` | ${next.map((to) => `\`${to}\``).join(', ') || 'nothing'} |`),
    );
  });

  it.each(steps)('A1 a working asset goes from %s to %s only if the table has that step', async (from, to) => {
    const { assets, asset } = itemsApi();
    const { id } = await asset({ ...bought, status: from });

    const answer = await assets.post(`/v1/assets/${id}/transition`, { to, date: today, ...needs(to) });

    const refused = from === to ? 'asset/same-status' : 'asset/transition-not-allowed';
    expect(outcomeOf(answer)).toBe(statusesAfter[from].includes(to) ? to : refused);
    expect((await assets.get(`/v1/assets/${id}`)).body.status).toBe(answer.status === 200 ? to : from);
  });

  it.each(firstStatuses)(
    'A1 a fact is never refused: an asset that is %s may be lost, stolen, broken, destroyed and disposed of',
    async (from) => {
      const { assets, asset } = itemsApi();
      const { id } = await asset({ status: from });
      const reported = (condition: string) => assets.post(`/v1/assets/${id}/condition`, { condition, date: today, note: 'It fell.' });
      const moved = (to: string, more: object = {}) => assets.post(`/v1/assets/${id}/transition`, { to, date: today, ...more });

      const outcomes = [await reported('broken'), await reported('destroyed')];
      for (const to of ['lost', 'stolen'].filter((status) => status !== from)) outcomes.push(await moved(to));
      outcomes.push(await moved('disposed', { method: 'destroyed' }));

      expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 200));
      expect((await assets.get(`/v1/assets/${id}`)).body).toMatchObject({
        ...{ status: 'disposed', condition: 'destroyed', disposal: { method: 'destroyed', date: today } },
      });
    },
  );

  it('A1 a correction needs a reason, and is a new fact beside the mistaken one', async () => {
    const { assets, asset, eventsOf, world } = itemsApi();
    const { id } = await asset();
    await assets.post(`/v1/assets/${id}/transition`, { to: 'disposed', date: today, method: 'sold' });

    const refused = await assets.post(`/v1/assets/${id}/transition`, { to: 'in-stock', date: today });
    const corrected = await assets.post(`/v1/assets/${id}/transition`, { to: 'in-stock', date: today, reason: 'The sale was cancelled' });

    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([409, 'asset/transition-not-allowed', '/to']);
    expect(corrected.body).toMatchObject({ status: 'in-stock' });
    expect(corrected.body).not.toHaveProperty('disposal');
    expect((await world.assetFacts.of(id)).map((fact) => 'to' in fact && [fact.from, fact.to, fact.reason])).toEqual([
      ['in-stock', 'disposed', undefined],
      ['disposed', 'in-stock', 'The sale was cancelled'],
    ]);
    expect((await eventsOf(id)).slice(1).map(({ name, body }) => [name, body])).toEqual([
      ['AssetStatusChanged', { from: 'in-stock', to: 'disposed', date: today }],
      ['AssetStatusChanged', { from: 'disposed', to: 'in-stock', date: today, reason: 'The sale was cancelled' }],
    ]);
  });

  it('A1 what goes to repair is broken, and comes back in the condition that is stated', async () => {
    const { assets, asset } = itemsApi();
    const { id } = await asset({ status: 'in-use' });

    const sent = await assets.post(`/v1/assets/${id}/transition`, { to: 'in-repair', date: today, vendor: 'Fix Ltd' });
    const back = await assets.post(`/v1/assets/${id}/transition`, {
      to: 'in-stock',
      date: today,
      condition: 'working',
      location: 'Store 1',
    });

    expect(sent.body).toMatchObject({ status: 'in-repair', condition: 'broken' });
    expect(back.body).toMatchObject({ status: 'in-stock', condition: 'working', location: 'Store 1' });
  });

  it('A1 a void registration frees its tag and serial number, and nothing happens to it any more', async () => {
    const { assets, asset } = itemsApi();
    const identity = { assetTag: 'L-1', vendor: 'Dell', serialNumber: 'S-1' };
    const { id } = await asset(identity);

    const voided = await assets.post(`/v1/assets/${id}/void`, { reason: 'Registered twice' });
    const again = await assets.post('/v1/assets', { name: 'a laptop', kind: 'hardware', ...identity });

    expect([voided.status, voided.body.status, again.status]).toEqual([200, 'voided', 201]);
    const refused = [
      await assets.post(`/v1/assets/${id}/void`, { reason: 'Again' }),
      await assets.post(`/v1/assets/${id}/condition`, { condition: 'broken', date: today }),
      await assets.post(`/v1/assets/${id}/transition`, { to: 'in-stock', date: today, reason: 'It was right' }),
      await assets.patch(`/v1/assets/${id}`, { name: 'x' }),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [409, 'asset/voided']));
  });

  it.each([
    ['a date in the future', { to: 'retired', date: '2026-11-26' }, 'asset/date-in-future', '/date'],
    ['a disposal before the purchase', { to: 'disposed', method: 'sold', date: '2026-01-14' }, 'asset/before-purchase', '/date'],
    ['a disposal without its method', { to: 'disposed', date: today }, 'body/invalid', '/method'],
    [
      'proceeds of what nobody bought',
      { to: 'disposed', method: 'scrapped', date: today, proceeds: { amount: '1.00', currency: 'EUR' } },

      'asset/no-buyer',
      '/proceeds',
    ],
    ['a status that does not exist', { to: 'gone', date: today }, 'body/invalid', '/to'],
    ['what another step asks', { to: 'retired', date: today, method: 'sold' }, 'body/invalid', '/method'],
    ['a void by a step', { to: 'voided', date: today }, 'body/invalid', '/to'],
  ])('A1 %s is refused and changes nothing', async (_, body, code, pointer) => {
    const { assets, asset, eventsOf } = itemsApi();
    const before = await asset(bought);

    const answer = await assets.post(`/v1/assets/${before.id}/transition`, body);

    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([400, code, pointer]);
    expect((await assets.get(`/v1/assets/${before.id}`)).body).toEqual(before);
    expect(await eventsOf(before.id)).toHaveLength(1);
  });

  it('A1 somebody in the easternmost time zone may state what happened today', async () => {
    const { assets, asset, world } = itemsApi();
    const { id } = await asset();

    // It is 02:00 UTC, and 16:00 on the same day at UTC+14. At 11:00 UTC it is the next day there.
    (world.clock as unknown as { set(now: string): void }).set('2026-11-24T11:00:00.000Z');

    expect((await assets.post(`/v1/assets/${id}/transition`, { to: 'retired', date: '2026-11-25' })).status).toBe(200);
  });

  it('A1 a dry run answers what would be, and writes nothing', async () => {
    const { assets, asset, eventsOf } = itemsApi();
    const before = await asset();

    const answer = await assets.post(`/v1/assets/${before.id}/transition?dryRun=true`, { to: 'retired', date: today });

    expect(answer.body).toMatchObject({ status: 'retired', version: 2 });
    expect((await assets.get(`/v1/assets/${before.id}`)).body).toEqual(before);
    expect(await eventsOf(before.id)).toHaveLength(1);
  });

  it('A1 status and condition change by facts only: a patch refuses them, and takes them if they are sent back', async () => {
    const { assets, asset } = itemsApi();
    const { id, status, condition } = await asset();

    const changed = await assets.patch(`/v1/assets/${id}`, { status: 'disposed' });
    const same = await assets.patch(`/v1/assets/${id}`, { status, condition, name: 'mine' });
    const registered = await assets.post('/v1/assets', { name: 'x', kind: 'other', status: 'disposed' });

    expect([changed.status, changed.body.errors[0]]).toMatchObject([400, { pointer: '/status', code: 'read-only' }]);
    expect([same.status, same.body.name]).toEqual([200, 'mine']);
    expect([registered.status, registered.body.errors[0].pointer]).toEqual([400, '/status']);
  });
});
