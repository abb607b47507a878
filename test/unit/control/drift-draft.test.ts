import { expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { configResources } from '../../support/config-events.ts';
import { driftScene } from '../../support/drift-scene.ts';

/** Drift, and the path of the draft that was made for it. `assess` does what the workflow of a submitted change does first. */
const drifted = async () => {
  const scene = await driftScene();
  await scene.sees();
  const [found] = await scene.unauthorized();
  const [draft] = await scene.drafts();
  return { ...scene, found, draft, path: `/v1/changes/${draft.id}`, assess: () => assessChange(scene.context)(draft.id) };
};
const window = { length: 'PT1H' };

it('C7 who submits the draft becomes its requester, and does not decide on it (P2)', async () => {
  const { manager, path, people, asCaller, world, assess } = await drifted();
  expect((await manager.patch(path, { window }, { 'if-match': '*' })).status).toBe(200);
  const submitted = await manager.post(`${path}/submit`);

  expect([submitted.status, submitted.body]).toMatchObject([
    200,
    { requester: people.max.id, implementer: people.max.id, type: 'emergency' },
  ]);
  expect(submitted.body.requesterName).toBe('Max');
  const [naming] = await world.namings.namingsOf({ noun: 'person', id: people.max.id }, 10);
  expect(naming?.user).toMatchObject({ noun: 'change' });
  const eligible = submitted.body.pinned.groups.flatMap((group: { eligible: readonly string[] }) => group.eligible);
  expect(eligible).toContain(people.anna.id);
  expect(eligible).not.toContain(people.max.id);
  expect(await assess()).toMatchObject({ status: 'awaiting-approval' });
  const own = await asCaller(people.max).post(`${path}/decisions`, { decision: 'approve', revision: 1 });
  expect([own.status, own.body.code]).toEqual([403, 'approval/own-change']);
});

it('C7 only change managers edit, submit and cancel the draft, because nobody requested it', async () => {
  const { manager, path, asCaller, people } = await drifted();
  const rita = asCaller(people.rita);

  for (const answer of [
    await rita.patch(path, { window }, { 'if-match': '*' }),
    await rita.post(`${path}/submit`),
    await rita.post(`${path}/cancel`, { reason: 'No.' }),
  ])
    expect([answer.status, answer.body.code]).toEqual([403, 'change/not-yours']);
  expect((await manager.post(`${path}/cancel`, { reason: 'It was reverted.' })).body).toMatchObject({ status: 'cancelled' });
});

it('C7 the draft names no implementer until it is submitted, unless somebody names one', async () => {
  const { manager, path, people } = await drifted();
  const fields = { implementer: people.ian.id, window };
  expect((await manager.patch(path, fields, { 'if-match': '*' })).body).toMatchObject({ implementer: people.ian.id });

  expect((await manager.post(`${path}/submit`)).body).toMatchObject({ requester: people.max.id, implementer: people.ian.id });
});

it('C7 H7 the draft stays an emergency, with a window as that of every emergency', async () => {
  const { path, manager } = await drifted();

  expect((await manager.patch(path, { type: 'normal' }, { 'if-match': '*' })).body.type).not.toBe('emergency');
  expect((await manager.patch(path, { type: 'emergency' }, { 'if-match': '*' })).status).toBe(400);
});

it('C7 an unauthorized change is linked to its draft once that was approved and its work has begun, and is resolved once', async () => {
  const { manager, found, draft, path, asCaller, people, assess } = await drifted();
  const resolve = (body: object) => manager.post(`/v1/unauthorized-changes/${found.id}/resolve`, body);
  const link = () => resolve({ resolution: 'linked', change: draft.id });
  expect(found.draftNumber).toBe(draft.number);
  expect((await link()).body.code).toBe('change/not-covering');
  await manager.patch(path, { implementer: people.ian.id, window }, { 'if-match': '*' });
  expect((await manager.post(`${path}/submit`)).status).toBe(200);
  await assess();
  const approved = await asCaller(people.anna).post(`${path}/decisions`, { decision: 'approve', revision: 1 });
  expect([approved.status, approved.body.status]).toEqual([200, 'scheduled']);
  expect((await link()).body.code).toBe('change/not-covering');
  const started = await asCaller(people.ian).post(`${path}/start`);
  expect([started.status, started.body.status]).toEqual([200, 'implementing']);

  expect(await link()).toMatchObject({
    status: 200,
    body: {
      ...{ status: 'resolved', resolution: 'linked', change: draft.id, draft: draft.id },
      ...{ source: 'aws-config', resource: configResources.instance.ARN },
    },
  });
  expect((await resolve({ resolution: 'reverted', reason: 'No.' })).body.code).toBe('unauthorized-change/resolved');
});

it('C7 an unauthorized change that is accepted leaves its draft, which everybody can read', async () => {
  const { manager, found, draft, path, asCaller, people } = await drifted();
  const accepted = await manager.post(`/v1/unauthorized-changes/${found.id}/resolve`, { resolution: 'accepted', reason: 'It stays.' });

  expect(accepted).toMatchObject({ status: 200, body: { status: 'resolved', resolution: 'accepted', draft: draft.id } });
  expect((await asCaller(people.rita).get(path)).body).toMatchObject({ id: draft.id, status: 'draft' });
});
