import { describe, expect, it } from '@jest/globals';
import { stageApi } from '../../support/stages.ts';

const day = '2026-11-24';
const once = { 'if-none-match': '*' };
const managed = { name: 'web-1', class: 'server' };

const losses = [
  ['asset/disposed', 'transition', { to: 'disposed', date: day, method: 'scrapped' }],
  ['asset/lost', 'transition', { to: 'lost', date: day }],
  ['asset/stolen', 'transition', { to: 'stolen', date: day }],
  ['asset/destroyed', 'condition', { condition: 'destroyed', date: day }],
] as const;

describe('a CI whose asset cannot serve any more', () => {
  it.each(losses)('C4 A7 is not put in service, and readiness says so: %s', async (code, action, body) => {
    const { cis, assets, asset, move, readiness } = stageApi();
    const { id } = await asset();
    await cis.put(`/v1/configuration-items/${id}`, managed, once);
    const fact = await assets.post(`/v1/assets/${id}/${action}`, body);

    const refused = await move(id, 'live');

    expect([fact.status, refused.status, refused.body]).toMatchObject([
      200,
      409,
      { code: 'stage/blocked', errors: [{ pointer: '/to', code }] },
    ]);
    expect(await readiness(id, 'live')).toMatchObject({ ready: false, blockers: [{ code }] });
    expect(await readiness(id, 'retiring')).toMatchObject({ ready: false, blockers: [{ code }] });
    expect((await move(id, 'test')).status).toBe(200);
    expect((await move(id, 'decommissioned')).status).toBe(200);
  });

  it.each(losses)('C4 A7 is not taken under management in service, but can be before it: %s', async (code, action, body) => {
    const { cis, assets, asset } = stageApi();
    const { id } = await asset();
    await assets.post(`/v1/assets/${id}/${action}`, body);
    const put = (more: object) => cis.put(`/v1/configuration-items/${id}`, { ...managed, ...more }, once);

    expect((await put({ stage: 'live', evidence: 'existing' })).body).toMatchObject({ code: 'stage/blocked', errors: [{ code }] });
    expect((await put({ stage: 'test' })).status).toBe(201);
  });

  it('C4 A1 the loss of what is in service is a fact; the CI is retired, and does not come back', async () => {
    const { cis, assets, asset, move } = stageApi();
    const { id } = await asset();
    await cis.put(`/v1/configuration-items/${id}`, { ...managed, stage: 'live' }, once);

    expect((await assets.post(`/v1/assets/${id}/transition`, { to: 'stolen', date: day })).status).toBe(200);
    expect((await move(id, 'retiring')).status).toBe(200);
    expect((await move(id, 'live')).body.errors).toMatchObject([{ code: 'asset/stolen' }]);
    await assets.post(`/v1/assets/${id}/transition`, { to: 'in-use', date: day });
    expect((await move(id, 'live')).status).toBe(200);
  });

  it('A1 a mistaken registration as an asset says nothing about the thing', async () => {
    const { cis, assets, asset, move } = stageApi();
    const { id } = await asset();
    await cis.put(`/v1/configuration-items/${id}`, managed, once);
    await assets.post(`/v1/assets/${id}/void`, { reason: 'It is rented.' });

    expect((await move(id, 'live')).status).toBe(200);
  });

  it('C4 a loss at the same moment is seen before the CI is in service', async () => {
    const { cis, assets, asset, move, records } = stageApi();
    const { id } = await asset();
    await cis.put(`/v1/configuration-items/${id}`, managed, once);
    let isLost = false;
    records.before = async (operation) => {
      if (operation !== 'commit' || isLost) return;
      isLost = true;
      await assets.post(`/v1/assets/${id}/transition`, { to: 'lost', date: day });
    };

    expect((await move(id, 'live')).body.errors).toMatchObject([{ code: 'asset/lost' }]);
  });
});
