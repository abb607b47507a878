import { describe, expect, it } from '@jest/globals';
import { endQuiet } from '../../../shared/application/change/end-quiet.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { requestChange } from '../../../shared/application/change/request-change.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import { settleTemplate } from '../../../shared/application/change-template/settle-template.ts';
import { ChangeDraft } from '../../../shared/domain/change/change-fields.ts';
import { type ChangeTemplate, ChangeTemplates, shortMaintenance } from '../../../shared/domain/change-template/change-template.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { quietOf } from '../../../shared/domain/window/quiet.ts';
import { changeDesk, noon } from '../../support/changes.ts';

const base = { id: '10000000-0000-4000-8000-0000000000aa', version: 1, createdAt: noon, updatedAt: noon };

/** A desk with a template for restarts of servers outside production. */
const deskWith = async (more: Partial<ChangeTemplate> = {}) => {
  const desk = await changeDesk();
  const template: ChangeTemplate = {
    ...base,
    ...(ChangeTemplates.draft().parse({
      name: 'restart',
      type: 'standard',
      change: { title: 'Restart', plan: 'Restart it.', window: { length: 'PT10M' } },
      bounds: { classes: ['server'], environments: ['test'], maxLength: 'PT1H', maxItems: 2, maxCriticality: 'moderate' },
      preApproved: true,
    }) as Omit<ChangeTemplate, keyof typeof base>),
    ...more,
  };
  await desk.world.store.commit(desk.world.changeTemplates.save(template));
  const node = await desk.ci('node-1', { environment: 'test' });
  const ask = (fields: object, dryRun = false) => requestChange(desk.context)(ChangeDraft().parse(fields), desk.rita, dryRun);
  return { ...desk, template, node, ask };
};

describe('short-maintenance, which ships', () => {
  it('W2 makes a window in force in one call of one person', async () => {
    const desk = await deskWith();

    const change = await desk.ask({ template: 'short-maintenance', items: [desk.database], start: true });

    expect(change).toMatchObject({
      ...{ status: 'implementing', type: 'standard', title: 'Short maintenance', templateName: 'short-maintenance', templateVersion: 0 },
      window: { start: noon, end: plus(noon, 30 * minute), mode: 'start-confirmed' },
      pinned: { policy: 'template short-maintenance', groups: [] },
    });
    expect(quietOf(await desk.windowOf(change), { revision: 1, mask: 1 })).toEqual([
      expect.objectContaining({ from: noon, to: plus(noon, 30 * minute) }),
    ]);
    await endQuiet(desk.context)(change.windowId ?? '', { reason: 'done' }, desk.rita);
    expect(quietOf(await desk.windowOf(change), { revision: 1, mask: 1 })).toEqual([]);
  });

  it.each([
    ['two items', { items: ['orders-db-1', 'web-1'] }, '/items'],
    ['31 minutes', { items: ['web-1'], window: { length: 'PT31M' } }, '/window/length'],
    ['a critical item', { items: ['core'] }, '/items/0'],
    ['another plan', { items: ['web-1'], plan: 'Delete everything' }, '/plan'],
    ['dependants', { items: ['web-1'], window: { length: 'PT5M', dependants: { types: ['depends-on'], hops: 1 } } }, '/window/dependants'],
  ])('W2 refuses %s by pointer, and stores nothing', async (_, fields, pointer) => {
    const desk = await deskWith();
    const ids: Record<string, string> = {
      ...{ 'orders-db-1': desk.database, 'web-1': desk.server },
      core: await desk.ci('core', { criticality: 'critical' }),
    };
    const items = fields.items.map((name) => ids[name]);

    const refused = desk.ask({ template: 'short-maintenance', start: true, ...fields, items });

    await expect(refused).rejects.toMatchObject({ code: 'template/out-of-bounds', errors: [{ pointer }] });
    expect(desk.records.all().some(({ type }) => type === 'Change')).toBe(false);
  });

  it('H4 is read, listed and edited like a stored template, and comes back when the stored one is deleted', async () => {
    const { world } = await deskWith();
    const { changeTemplates, store } = world;
    expect((await changeTemplates.page({ limit: 10 })).items.map(({ name }) => name)).toEqual(['short-maintenance', 'restart']);
    const first = await changeTemplates.page({ limit: 1 });
    expect(
      (await changeTemplates.page({ limit: 1, ...(first.nextCursor ? { after: first.nextCursor } : {}) })).items.map(({ name }) => name),
    ).toEqual(['restart']);

    const edited = { ...shortMaintenance, version: 1, bounds: { ...shortMaintenance.bounds, maxItems: 3 } };
    await store.commit(changeTemplates.save(edited, await changeTemplates.get(shortMaintenance.id)));

    expect(await changeTemplates.get(shortMaintenance.id)).toEqual(edited);
    expect((await changeTemplates.page({ limit: 10 })).items).toHaveLength(2);
    await store.commit(changeTemplates.remove(edited, edited.updatedAt));
    expect(await changeTemplates.get(shortMaintenance.id)).toEqual(shortMaintenance);
    expect(() => changeTemplates.remove(shortMaintenance, shortMaintenance.updatedAt)).toThrow(
      expect.objectContaining({ code: 'change-template/shipped' }),
    );
  });
});

describe('templates of teams', () => {
  it('H1 a template gives what the request does not say, and the request gives the rest', async () => {
    const desk = await deskWith();

    const draft = await desk.ask({ template: 'Restart', items: [desk.node], title: 'Restart node 1' });

    expect(draft).toMatchObject({
      ...{
        status: 'draft',
        type: 'standard',
        title: 'Restart node 1',
        plan: 'Restart it.',
        template: desk.template.id,
        templateVersion: 1,
      },
      window: { length: 'PT10M' },
    });
  });

  it('H8 a standard change closes by itself whatever its risk', async () => {
    const desk = await deskWith({ bounds: { maxItems: 1, maxLength: 'PT1H' } });
    const core = await desk.ci('core', { criticality: 'critical' });
    const started = await desk.ask({ template: 'restart', items: [core], start: true });

    expect([started.status, started.risk]).toEqual(['implementing', 'high']);
    expect((await finishChange(desk.context)(started.id, { outcome: 'successful' }, desk.rita)).status).toBe('closed');
  });

  it('P1 a template that is not pre-approved asks whom the policy asks, and cannot be started at once', async () => {
    const desk = await deskWith({ preApproved: false, bounds: { maxItems: 1, maxLength: 'PT1H' } });
    const fields = { template: 'restart', items: [desk.server] };

    await expect(desk.ask({ ...fields, start: true })).rejects.toBeDomainError('change/not-approved');
    expect(desk.records.all().some(({ type }) => type === 'Change')).toBe(false);
    expect((await desk.ask({ ...fields, submit: true })).pinned?.groups).toHaveLength(1);
  });

  it('H1 the template as it is at the submission counts for a draft', async () => {
    const desk = await deskWith();
    const draft = await desk.ask({ template: 'restart', items: [desk.node] });
    const { changeTemplates, store } = desk.world;
    const stricter = { ...desk.template, version: 2, bounds: { ...desk.template.bounds, maxLength: 'PT5M' } };
    await store.commit(changeTemplates.save(stricter, desk.template));

    await expect(submitChange(desk.context)(draft.id, desk.rita)).rejects.toBeDomainError('template/out-of-bounds');
    await store.commit(changeTemplates.remove(stricter, stricter.updatedAt));
    await expect(submitChange(desk.context)(draft.id, desk.rita)).rejects.toBeDomainError('change-template/deleted');
  });

  it.each([
    [{ template: 'no such', items: ['x'] }, 'change-template/unknown', '/template'],
    [{ type: 'standard', title: 'x', items: ['x'] }, 'change/template-required', '/template'],
    [{ type: 'normal', template: 'restart', items: ['x'] }, 'change/template-type', '/type'],
  ])('H1 %j is refused with %s', async (fields, code, pointer) => {
    const desk = await deskWith();

    await expect(desk.ask(fields)).rejects.toMatchObject({ code, errors: [{ pointer }] });
  });

  it('H1 a change without a template needs a title', () => {
    expect(ChangeDraft().safeParse({ items: ['x'] }).error?.issues).toEqual([expect.objectContaining({ path: ['title'] })]);
  });

  it('T8 is not started at once on a CI that a scheduled change has at that time, and nothing is stored', async () => {
    const desk = await deskWith();
    await desk.scheduled({ items: [desk.server], window: { start: plus(noon, 5 * minute), end: plus(noon, hour), mode: 'planned' } });
    const before = desk.records.all().filter(({ type }) => type === 'Change').length;

    await expect(desk.ask({ template: 'short-maintenance', items: [desk.server], start: true })).rejects.toBeDomainError('change/conflict');

    expect(desk.records.all().filter(({ type }) => type === 'Change')).toHaveLength(before);
  });

  it('H1 a dry run with start: true says what would be, and writes nothing', async () => {
    const desk = await deskWith();
    const before = desk.records.all().length;

    expect(await desk.ask({ template: 'restart', items: [desk.node], start: true }, true)).toMatchObject({ status: 'assessing' });
    expect(desk.records.all()).toHaveLength(before);
  });

  it.each([
    [{ change: { title: 'x', window: { length: 'PT2H' } } }, 'change-template/window-too-long', '/change/window/length'],
    [
      { change: { title: 'x', window: { dependants: { types: ['depends-on'], hops: 1 } } } },
      'change-template/dependants',
      '/change/window/dependants',
    ],
    [{ bounds: { classes: ['no such'], maxItems: 1, maxLength: 'PT1H' } }, 'class/unknown', '/bounds/classes/0'],
  ])('H1 a template with %j is refused with %s', async (fields, code, pointer) => {
    const desk = await deskWith();
    const template = ChangeTemplates.draft().parse({
      ...{ name: 'x', change: { title: 'x' }, bounds: { maxItems: 1, maxLength: 'PT1H' } },
      ...fields,
    }) as ChangeTemplate;

    await expect(settleTemplate(desk.world)(template)).rejects.toMatchObject({ code, errors: [{ pointer }] });
  });
});
