import { describe, expect, it } from '@jest/globals';
import { day, plus } from '../../../shared/domain/clock.ts';
import { ok } from '../../support/desk-api.ts';
import { nightPatches } from '../../support/night-patches.ts';

const reserved = {
  status: 400,
  body: { errors: [{ pointer: '/externalReference/system', code: 'change/external-reference-reserved' }] },
};
const first = '2026-11-25T01:30:00.000Z';

/** Rita, who may request changes, and the reference of the first occurrence of a schedule that is not hers. */
const outsider = async () => {
  const scene = await nightPatches();
  const { asCaller, desk, schedule } = scene;
  const externalReference = { system: 'patch-schedule', id: `${schedule.id}@${first}` };
  return { ...scene, rita: asCaller(desk.rita), other: { title: 'Other', items: [desk.server] }, externalReference };
};

/** The draft that a freeze leaves of the first occurrence. */
const draftOf = async ({ sweep, changes, manager, clock }: Awaited<ReturnType<typeof outsider>>) => {
  await ok(manager.post('/v1/freezes', { name: 'Year end', start: clock.now(), end: plus(clock.now(), day) }));
  await sweep();
  const [draft] = await changes();
  if (draft?.status !== 'draft') throw new Error('no draft');
  return draft;
};

describe('a request with the reference of an occurrence', () => {
  it.each(['', '?dryRun=true'])('H5 is refused, and the occurrence is raised: POST /v1/changes%s', async (query) => {
    const { rita, other, externalReference, sweep, occurrences, changes } = await outsider();

    expect(await rita.post(`/v1/changes${query}`, { ...other, externalReference })).toMatchObject(reserved);

    await sweep();
    const [raised] = await changes();
    expect(raised).toMatchObject({ title: 'Night patches, 2026-11-25', externalReference });
    expect(await occurrences(1)).toMatchObject([{ change: raised?.id }]);
  });

  it('H5 is refused in a bulk request, whose other entries are taken', async () => {
    const { rita, other, externalReference } = await outsider();

    const { body } = await rita.post('/v1/changes/bulk', { entries: [{ ...other, externalReference }, other] });

    const [error] = reserved.body.errors;
    const errors = [{ ...error, pointer: `/entries/0${error?.pointer}` }];
    expect(body.results).toMatchObject([{ status: 400, problem: { errors } }, { status: 201 }]);
  });

  it.each([false, true])('H5 is refused as an edit, also of a submitted change: %s', async (submit) => {
    const { rita, other, externalReference, clock } = await outsider();
    const window = { start: plus(clock.now(), day), end: plus(clock.now(), 1.1 * day) };
    const { id } = await ok(rita.post('/v1/changes', { ...other, window, submit }));

    expect(await rita.patch(`/v1/changes/${id}`, { externalReference })).toMatchObject(reserved);
    expect(await ok(rita.get(`/v1/changes/${id}`))).not.toHaveProperty('externalReference');
  });

  it('H5 may name any other system, also one whose name only begins like it', async () => {
    const { rita, other } = await outsider();
    const externalReference = { system: 'patch-schedules', id: '1' };

    expect(await ok(rita.post('/v1/changes', { ...other, externalReference }))).toMatchObject({ externalReference });
  });
});

describe('a raised change', () => {
  it('H5 can be edited with its reference, which may be sent again', async () => {
    const scene = await outsider();
    const { id, externalReference } = await draftOf(scene);
    const { manager } = scene;

    await ok(manager.patch(`/v1/changes/${id}`, { title: 'Edited' }));
    const edited = await ok(manager.patch(`/v1/changes/${id}`, { reason: 'Edited too', externalReference }));

    expect(edited).toMatchObject({ title: 'Edited', reason: 'Edited too', externalReference });
  });

  it('H5 cannot take the reference of another occurrence', async () => {
    const scene = await outsider();
    const { id } = await draftOf(scene);
    const externalReference = { id: `${scene.schedule.id}@2026-12-24T01:30:00.000Z` };

    expect(await scene.manager.patch(`/v1/changes/${id}`, { externalReference })).toMatchObject(reserved);
  });
});
