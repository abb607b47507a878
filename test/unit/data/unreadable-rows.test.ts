import { describe, expect, it } from '@jest/globals';
import { listPending } from '../../../shared/application/approval/list-pending.ts';
import { guards } from '../../../shared/data/guard-rows.ts';
import { assetTagOf } from '../../../shared/domain/asset/asset-uniques.ts';
import { logger } from '../../../shared/observability/log.ts';
import { aWorld } from '../../support/alerts.ts';
import { breakRows } from '../../support/broken-rows.ts';
import { changeDesk } from '../../support/changes.ts';
import { itemsApi } from '../../support/items-api.ts';

/** The alias by which alerts name the CI. */
const db = 'hostname=db-1';

/** A CI whose alerts are suppressed from 22:00 to 23:00. The clock is at 22:15. */
const evening = async () => {
  const world = await aWorld({ start: '22:15' });
  const id = await world.ci('db-1');
  const window = await world.window([id]);
  const ask = async () => (await world.as('viewer').get('/v1/suppression?alias=hostname=db-1')).body;
  const sentNow = async () => {
    await world.sendAll();
    return world.acceptedMessages();
  };
  return { ...world, id, windowId: window.id, ask, sentNow };
};

const broken: readonly (readonly [type: string, faults: Readonly<Record<string, unknown>>])[] = [
  ['Window', { suppress: 'yes' }],
  ['ScopeEntry', { mask: 'all' }],
  ['Alias', { addedAt: 'never' }],
  ['ConfigurationItem', { stage: 'unheard-of' }],
];

describe.each(broken)('an unreadable row of type %s', (type, faults) => {
  it('S2 suppresses no alert, and is reported', async () => {
    const world = await evening();
    expect(await world.ask()).toMatchObject({ suppressed: true });
    await breakRows(world, type, faults);

    expect(await world.ask()).toMatchObject({ suppressed: false, reasons: [] });
    expect(world.records.unreadableRows).toContainEqual({
      type,
      key: expect.stringMatching(/^[A-Z]+#[0-9a-f…-]+/),
      faults: [expect.stringMatching(`^${Object.keys(faults)[0]}: `)],
    });
  });

  it('S2 does not keep a firing alert from being sent', async () => {
    const world = await evening();
    await world.fire(db, { name: 'Before' });
    expect(await world.sentNow()).toEqual([]);
    await breakRows(world, type, faults);

    await world.fire(db);

    expect(await world.sentNow()).toEqual([expect.stringMatching(/^firing/)]);
  });
});

it('S2 an alert that names an unreadable CI is not suppressed; alerts that name only other CIs still are', async () => {
  const addedAt = '2026-11-01T00:00:00.000Z';
  const mapping = ['db', 'web'].map((label) => ({ label, scheme: 'hostname', addedAt }));
  const world = await aWorld({ start: '22:15', monitor: { mapping } });
  await world.window([await world.ci('db-1'), await world.ci('web-1')]);
  const alerts = [{ labels: { db: 'db-1', web: 'web-1' } }, { labels: { web: 'web-1' } }];
  const ask = async () => {
    const { body } = await world.as('viewer').post('/v1/suppression/evaluate', { monitor: world.monitor.id, alerts });
    return body.results.map(({ suppressed }: { suppressed: boolean }) => suppressed);
  };
  expect(await ask()).toEqual([true, true]);

  await breakRows(world, 'ConfigurationItem', { stage: 'unheard-of' }, ({ data }) => data.name === 'db-1');

  expect(await ask()).toEqual([false, true]);
});

it('S2 an alert that names an asset tag whose row cannot be read is sent, and the row is reported', async () => {
  const world = await aWorld({ start: '22:15' });
  const id = await world.ci('db-1');
  await world.world.store.commit(guards(world.records, 'asset').change(id, [], [assetTagOf('tag-1')]));
  await world.window([id]);
  const { body } = await world.as('viewer').get('/v1/suppression?ci=tag-1');
  expect(body).toMatchObject({ suppressed: true });
  await breakRows(world, 'Guard', { owner: 7 }, ({ data }) => data.scheme === 'asset:asset-tag');

  const answer = await world.as('viewer').get('/v1/suppression?ci=tag-1');

  expect([answer.status, answer.body.suppressed]).toEqual([200, false]);
  expect(world.records.unreadableRows).toContainEqual({ type: 'Guard', key: 'GUARD#…#… #', faults: ['owner: invalid_type'] });
});

describe('a held alert', () => {
  const held = async () => {
    const world = await evening();
    await world.fire(db);
    expect(await world.episodes()).toMatchObject([{ state: 'held' }]);
    return world;
  };

  it('S2 is released by the next pass if its window cannot be read', async () => {
    const world = await held();
    await breakRows(world, 'Window', { suppress: 'yes' });

    await world.pass(world.windowId);

    expect(await world.episodes()).toMatchObject([{ state: 'released' }]);
    expect(await world.sentNow()).toEqual([expect.stringMatching(/^firing/)]);
  });

  it('S2 is released at the end of the window if its hold row cannot be read, and the row is replaced', async () => {
    const world = await held();
    await breakRows(world, 'Hold', { held: 'perhaps', monitor: 7, since: null });
    world.at('23:30');

    await world.pass(world.windowId);

    expect(await world.episodes()).toMatchObject([{ state: 'released' }]);
    expect(await world.world.episodes.holdsOf(world.windowId)).toMatchObject([{ held: false, monitor: world.monitor.id }]);
    expect(world.records.all().find(({ type }) => type === 'Hold')?.version).toBe(2);
  });

  it('S9 keeps its episode if the row of the open episode cannot be read, and the recovery removes that row', async () => {
    const world = await held();
    await breakRows(world, 'OpenEpisode', { items: 'none' });

    await world.recover(db, '22:20');

    expect(await world.episodes()).toMatchObject([{ state: 'absorbed', open: false }]);
    expect(world.records.all().filter(({ type }) => type === 'OpenEpisode')).toEqual([]);
  });

  it('S2 is received as a new alert if its episode cannot be read', async () => {
    const world = await held();
    await breakRows(world, 'Episode', { state: 'unheard-of' });
    await breakRows(world, 'Window', { suppress: 'yes' });

    await world.fire(db);

    expect(await world.sentNow()).toEqual([expect.stringMatching(/^firing/)]);
    expect(await world.episodes()).toMatchObject([{ state: 'forwarded', open: true }]);
  });

  it('S2 is still received after its open row and its closed row became unreadable', async () => {
    const world = await held();
    await world.recover(db, '22:20');
    await breakRows(world, 'ClosedEpisode', { startsAt: 'never' });
    await world.fire(db, { since: '22:25' });
    await breakRows(world, 'OpenEpisode', { episode: 'nobody' });

    await world.recover(db, '22:30', { since: '22:25' });
    await world.fire(db, { since: '22:40' });

    expect((await world.episodes()).at(-1)).toMatchObject({ open: true });
  });
});

describe('lists', () => {
  it('T4 leave out and report an unreadable row; reading that row by its id is answered 500', async () => {
    const api = itemsApi();
    const [first, second] = [await api.ci({ name: 'one' }), await api.ci({ name: 'two' })];
    await breakRows(api, 'ConfigurationItem', { stage: 'unheard-of' }, ({ data }) => data.name === 'one');

    const { status, body } = await api.viewer.get('/v1/configuration-items');

    expect([status, body.items.map(({ id }: { id: string }) => id)]).toEqual([200, [second.id]]);
    expect(api.records.unreadableRows).toEqual([
      { type: 'ConfigurationItem', key: `ITEM#${first.id} #ci`, faults: ['stage: invalid_value'] },
    ]);
    logger.setLogLevel('SILENT');
    expect((await api.viewer.get(`/v1/configuration-items/${first.id}`)).status).toBe(500);
  });
});

it('A9 a search answers an item also where the row of its word cannot be read', async () => {
  const api = itemsApi();
  const { id } = await api.ci({ name: 'orders' });
  await breakRows(api, 'WordPosting', { facet: 'unknown' });

  const { status, body } = await api.viewer.get('/v1/items?q=ord');

  expect([status, body.items.map((item: { id: string }) => item.id)]).toEqual([200, [id]]);
});

it('P7 an unreadable decision still says who has decided; the change itself cannot be decided on', async () => {
  const desk = await changeDesk();
  const group = await desk.group('two', desk.abe);
  const item = await desk.ci('second', { contactGroups: [{ group, role: 'approver' }] });
  const change = await desk.awaiting({ items: [desk.database, item] });
  await desk.vote(change, desk.anna);
  await breakRows(desk, 'Decision', { decision: 'perhaps' });
  const awaiting = async (person: Parameters<ReturnType<typeof listPending>>[0]) =>
    (await listPending(desk.world)(person, { limit: 50 })).items.length;

  expect([await awaiting(desk.anna), await awaiting(desk.abe)]).toEqual([0, 1]);
  await expect(desk.vote(change, desk.abe)).rejects.toThrow('decision');
});
