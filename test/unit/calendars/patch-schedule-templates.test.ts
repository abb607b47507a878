import { expect, it } from '@jest/globals';
import { decideOnChange } from '../../../shared/application/approval/decide-on-change.ts';
import { advanceChange } from '../../../shared/application/change/advance-change.ts';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { day } from '../../../shared/domain/clock.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { nightly, nightPatches } from '../../support/night-patches.ts';

const template = {
  name: 'night-patch',
  change: {
    title: 'Patch the database',
    plan: 'Patch it.',
    backOutPlan: 'Restore it.',
    window: { mode: 'planned', agreedDowntime: 'PT10M' },
  },
  bounds: { classes: ['database'], maxItems: 1, maxLength: 'PT2H' },
  preApproved: true,
};

/** A schedule that names a template, which is made first. */
const patching = async (fields: object = {}, schedule: object = {}) => {
  const scene = await nightPatches({ raiseAhead: 'P1D', mode: undefined });
  const { manager, world } = scene;
  const made = await ok(manager.post('/v1/change-templates', { ...template, ...fields }));
  const path = `/v1/patch-schedules/${scene.schedule.id}`;
  const patched = await ok(manager.patch(path, { template: 'night-patch', ...schedule }));
  const context = { ...world, approversGroup: 'approvers' };
  const raised = async () => {
    await scene.sweep();
    const id = (await scene.changes()).at(-1)?.id ?? '';
    return advanceChange(context)((await assessChange(context)(id)).id);
  };
  return { ...scene, made, path, patched, raised };
};

it('H5 a schedule names its template by its name, and a pre-approved template approves each occurrence at once', async () => {
  const { patched, made, raised } = await patching();
  expect(patched).toMatchObject({ template: made.id, templateName: 'night-patch' });

  expect(await raised()).toMatchObject({
    ...{ type: 'standard', status: 'scheduled', title: 'Patch the database, 2026-11-25', plan: 'Patch it.', backOutPlan: 'Restore it.' },
    ...{ template: made.id, templateVersion: 1, window: { mode: 'planned', agreedDowntime: 'PT10M' } },
    pinned: { policy: 'template night-patch', policyVersion: 1, groups: [] },
  });
});

it('H5 an occurrence is made by the present version of the template, and the mode of the schedule counts more', async () => {
  const { raised, manager, made, clock } = await patching({}, { mode: 'start-confirmed' });
  await raised();
  await ok(manager.patch(`/v1/change-templates/${made.id}`, { change: { plan: 'Patch it twice.' } }));
  clock.advance(day);

  expect(await raised()).toMatchObject({ templateVersion: 2, plan: 'Patch it twice.', window: { mode: 'start-confirmed' } });
});

it('H5 a template without pre-approval leaves the approval to people', async () => {
  const { raised } = await patching({ preApproved: false });

  expect(await raised()).toMatchObject({ type: 'standard', status: 'awaiting-approval' });
});

it('H5 a pre-approved template needs no standing approval', async () => {
  const { manager, path, raised } = await patching({}, { approval: 'standing' });

  expect(await manager.post(`${path}/submit`, undefined)).toMatchObject({ status: 409, body: { code: 'patch-schedule/pre-approved' } });
  expect((await raised()).standingFor).toBeUndefined();
});

it('H6 an edit of its template voids a standing approval, and so does another template', async () => {
  const { manager, path, raised, world, desk, made, read } = await standingByTemplate();
  const change = await raised();
  await decideOnChange(world)(change.id, { decision: 'approve', revision: 1 }, desk.anna);
  expect((await read()).standingApproval).toMatchObject({ change: change.id });

  await ok(manager.patch(`/v1/change-templates/${made.id}`, { change: { plan: 'Something else.' } }));
  expect((await read()).standingApproval).toBeNull();
  await ok(manager.patch(path, { template: null }));
  expect((await read()).standingApproval).toBeNull();
});

const standingByTemplate = async () => {
  const scene = await patching({ preApproved: false }, { approval: 'standing' });
  return { ...scene, read: () => ok(scene.manager.get(scene.path)) };
};

it('H5 an occurrence whose template is gone, or has narrower bounds now, is left as a draft', async () => {
  const { sweep, changes, manager, made, clock, world } = await patching();
  await ok(manager.patch(`/v1/change-templates/${made.id}`, { bounds: { maxLength: 'PT1H' } }));
  await sweep();
  expect(await changes()).toMatchObject([{ status: 'draft', template: made.id }]);

  const { changeTemplates, store } = world;
  await store.commit(changeTemplates.remove(await changeTemplates.get(made.id), clock.now()));
  clock.advance(day);
  await sweep();
  const drafts = await changes();
  expect(drafts.map(({ status }) => status)).toEqual(['draft', 'draft']);
  expect(drafts[1]?.reason).toMatch(/template is gone/);
});

it.each([
  [{ recurrence: { ...nightly, length: 'PT3H' } }, 409, '/recurrence/length', 'template/out-of-bounds'],
  [{ items: ['web-1'] }, 409, '/items/0', 'template/out-of-bounds'],
  [{ items: ['orders-db-1', 'web-1'] }, 409, '/items', 'template/out-of-bounds'],
  [{ template: 'no-such-template' }, 400, '/template', 'change-template/unknown'],
])('H5 a schedule with %j beyond its template is refused with a pointer, and nothing is written', async (fields, status, pointer, code) => {
  const desk = await changeDesk();
  const { asCaller, records } = await deskApi(desk);
  const manager = asCaller(desk.max);
  await ok(manager.post('/v1/change-templates', template));
  const ids: Readonly<Record<string, string>> = { 'web-1': desk.server, 'orders-db-1': desk.database };
  const named = 'items' in fields ? { items: fields.items.map((name) => ids[name] ?? name) } : fields;
  const rows = records.all().length;

  const body = { name: 'Night patches', items: [desk.database], recurrence: nightly, template: 'night-patch', ...named };
  expect(await manager.post('/v1/patch-schedules', body)).toMatchObject({ status, body: { code, errors: [{ pointer, code }] } });
  expect(records.all()).toHaveLength(rows);
});
