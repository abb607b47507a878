import { describe, expect, it } from '@jest/globals';
import { minute } from '../../../shared/domain/clock.ts';
import type { ConfigurationItem } from '../../../shared/domain/configuration-item/configuration-item.ts';
import { type DriftSceneInput, driftScene } from '../../support/drift-scene.ts';

/** A CI in service whose attribute `patchedOn` is observed. `cores` is controlled. */
const observing = async (ci: Partial<ConfigurationItem> = {}, prepare?: DriftSceneInput['prepare']) => {
  const attributes = { patchedOn: '2026-10-01', cores: 4 };
  const scene = await driftScene({ ci: { attributes, ...ci }, ...(prepare ? { prepare } : {}) });
  const made = await scene.manager.put('/v1/classes/server?breakGlass=a%20scanner%20owns%20it', {
    observedAttributes: ['patchedOn', 'tags'],
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const path = `/v1/configuration-items/${scene.id}`;
  const patch = async (fields: object, query = '') => {
    const { status, body } = await scene.cis.patch(`${path}${query}`, fields, { 'if-match': '*' });
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  return {
    ...scene,
    path,
    patch,
    writes: (patchedOn: string | null, query = '') => patch({ attributes: { patchedOn } }, query),
    /** The rows of a type. */
    rows: (type: string) => scene.records.all().filter((row) => row.type === type),
  };
};

const patchedOn = (from: string | null, to: string | null) => ({ path: '/attributes/patchedOn', from, to });

describe('what clients write into observed attributes of a configuration item in service', () => {
  it('C5 C7 outside any change, the write passes and is an unauthorized change with an event, without a draft', async () => {
    const { writes, unauthorized, events, drafts, clock, id, cis, path } = await observing();

    await writes('2026-11-01');

    expect((await cis.get(path)).body.attributes.patchedOn).toBe('2026-11-01');
    const [found, ...others] = await unauthorized();
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ item: id, source: 'observed', status: 'open', detectedAt: clock.now() },
      differences: [patchedOn('2026-10-01', '2026-11-01')],
    });
    expect(found.actor).toMatch(/^person:/);
    expect(await events('UnauthorizedChangeDetected')).toMatchObject([{ body: { unauthorizedChange: found.id, source: 'observed' } }]);
    expect(await drafts()).toEqual([]);
  });

  it('C5 C7 twenty writes are one open unauthorized change, with the first value of each attribute and the last', async () => {
    const { writes, patch, unauthorized, events, rows } = await observing();
    for (let n = 10; n < 29; n += 1) await writes(`2026-11-${n}`);
    await patch({ attributes: { tags: { app: 'shop' } } });

    expect(await unauthorized()).toMatchObject([
      {
        status: 'open',
        differences: [patchedOn('2026-10-01', '2026-11-28'), { path: '/attributes/tags', from: null, to: { app: 'shop' } }],
      },
    ]);
    expect([(await events('UnauthorizedChangeDetected')).length, rows('Drift').length]).toEqual([1, 1]);
  });

  it('C5 the unauthorized change and the attributes are written together: of two writes at the same time none is lost', async () => {
    const { patch, unauthorized, cis, path } = await observing();

    await Promise.all([patch({ attributes: { patchedOn: '2026-11-01' } }), patch({ attributes: { tags: { app: 'shop' } } })]);

    const [found, ...others] = await unauthorized();
    expect(others).toEqual([]);
    expect(found.differences.map(({ path: at }: { path: string }) => at).toSorted()).toEqual(['/attributes/patchedOn', '/attributes/tags']);
    expect((await cis.get(path)).body.attributes).toMatchObject({ patchedOn: '2026-11-01', tags: { app: 'shop' } });
  });

  it('C5 C7 what AWS Config sees extends the same unauthorized change, and gives it the draft', async () => {
    const { writes, sees, unauthorized, drafts } = await observing();
    await writes('2026-11-01');
    expect(await sees()).toBe('extended');
    expect(await sees({ changeType: 'DELETE' })).toBe('extended');

    const [found, ...others] = await unauthorized();
    expect(others).toEqual([]);
    expect(found.differences.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['/attributes/patchedOn', '/Configuration.InstanceType']),
    );
    const [draft, ...more] = await drafts();
    expect(more).toEqual([]);
    expect([found.source, found.draft]).toEqual(['observed', draft.id]);
    expect(draft.reason).toContain(`unauthorized change ${found.id}`);
  });

  it('C5 C7 a write extends what AWS Config has found', async () => {
    const { writes, sees, unauthorized, drafts } = await observing();
    await sees();
    const [{ draft }] = await unauthorized();
    await writes('2026-11-01');

    expect(await unauthorized()).toMatchObject([
      { source: 'aws-config', draft, differences: [{}, {}, patchedOn('2026-10-01', '2026-11-01')] },
    ]);
    expect(await drafts()).toHaveLength(1);
  });

  it('C5 after the resolution, the next write is a new unauthorized change', async () => {
    const { writes, unauthorized, manager } = await observing();
    await writes('2026-11-01');
    const [{ id }] = await unauthorized();
    await manager.post(`/v1/unauthorized-changes/${id}/resolve`, { resolution: 'accepted', reason: 'It was the scanner.' });
    await writes(null);

    expect(await unauthorized()).toMatchObject([
      { status: 'resolved', differences: [patchedOn('2026-10-01', '2026-11-01')] },
      { status: 'open', differences: [patchedOn('2026-11-01', null)] },
    ]);
  });

  it('C5 C7 while a change of the CI is being implemented, the write belongs to it, also if it is not named', async () => {
    const { writes, unauthorized, events, id, world, as } = await observing({}, (desk, ci) => desk.implementing({ items: [ci] }));
    const [{ id: change }] = (await as('viewer').get('/v1/changes?status=implementing')).body.items;
    await writes('2026-11-01');
    await writes('2026-11-02', `?change=${change}`);

    expect(await unauthorized()).toEqual([]);
    expect((await events('ConfigurationItemChanged')).map((event) => event.change)).toEqual([change, change]);
    expect((await world.history.versions(id)).at(-2)).toMatchObject({ change });
  });

  it('C5 H10 a change that is named must cover the CI, also for an observed attribute', async () => {
    const { cis, path, as, unauthorized } = await observing({}, async (desk) => desk.implementing({ items: [await desk.ci('web-8')] }));
    const [{ id: other }] = (await as('viewer').get('/v1/changes?status=implementing')).body.items;

    const { status, body } = await cis.patch(`${path}?change=${other}`, { attributes: { patchedOn: '2026-11-01' } }, { 'if-match': '*' });

    expect([status, body.code]).toEqual([409, 'change/not-covering']);
    expect(await unauthorized()).toEqual([]);
  });

  it.each([
    ['whose change control is off', { changeControl: 'off' as const }],
    ['before its service', { stage: 'test' as const }],
  ])('C5 of a CI %s, nothing is recorded', async (_, ci) => {
    const { writes, unauthorized, rows } = await observing(ci);
    await writes('2026-11-01');
    expect([await unauthorized(), rows('Drift')]).toEqual([[], []]);
  });

  it('C5 with a controlled field, record and break-glass record the observed one in the same unauthorized change', async () => {
    const { patch, unauthorized, rows } = await observing({ changeControl: 'record' });
    await patch({ attributes: { patchedOn: '2026-11-01', cores: 8 } });

    expect(await unauthorized()).toMatchObject([{ source: 'record', differences: [{ path: '/attributes/cores' }, {}] }]);
    expect(rows('Drift')).toEqual([]);
  });

  it('C5 a write that changes nothing, or no observed attribute, records nothing', async () => {
    const { writes, patch, unauthorized, clock, stored } = await observing();
    const before = stored();
    await writes('2026-10-01');
    expect(stored()).toEqual(before);
    clock.advance(minute);
    await patch({ labels: { app: 'shop' } });
    expect(await unauthorized()).toEqual([]);
  });

  it('C5 many differences are left out, and long values are cut', async () => {
    const { patch, unauthorized } = await observing();
    const tags = Object.fromEntries(Array.from({ length: 45 }, (_, n) => [`t${n}`, 'x'.repeat(600)]));
    await patch({ attributes: { tags: {} } });
    await patch({ attributes: { tags } });

    const [found] = await unauthorized();
    expect([found.differences.length, found.isIncomplete]).toEqual([40, true]);
    expect(found.differences[1].to).toHaveLength(501);
  });
});
