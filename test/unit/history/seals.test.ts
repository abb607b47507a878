import { expect, it } from '@jest/globals';
import { sealDays } from '../../../shared/application/history/seal-days.ts';
import { itemsApi } from '../../support/items-api.ts';

const at = (day: number, time = '03:00:00.000') => `2026-11-${day}T${time}Z`;

/** A register with the job that seals its days. */
const sealing = () => {
  const api = itemsApi();
  const { world, clock } = api;
  return {
    ...api,
    seals: world.seals,
    seal: (now: string) => {
      clock.set(now);
      return sealDays(world)();
    },
  };
};

it('C6 each day that is over is sealed once, with its newest versions and the root over its events', async () => {
  const { clock, cis, asset, ci, seals, seal, viewer } = sealing();
  clock.set(at(24));
  const { id } = await ci({ name: 'v1' });
  const { id: other } = await asset();
  await cis.patch(`/v1/configuration-items/${id}`, { name: 'v2' });
  clock.set(at(25, '00:00:00.000'));
  await cis.patch(`/v1/configuration-items/${id}`, { name: 'v3' });

  await seal(at(25));
  await seal(at(25, '04:00:00.000'));

  expect(seals.days).toMatchObject([{ day: '2026-11-24', events: 3, versions: 2, root: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  expect(seals.versions.map(({ item, facet, version }) => [item, facet, version]).toSorted()).toEqual(
    [
      [id, 'ci', 2],
      [other, 'asset', 1],
    ].toSorted(),
  );
  expect((await viewer.get(`/v1/items/${id}/verification`)).body).toEqual({
    ...{ valid: true, versions: 3, problems: [], sealedThrough: '2026-11-24' },
  });
});

it('C6 days on which the job did not run are sealed by the next run, and a run that failed is done again', async () => {
  const { clock, ci, seals, seal } = sealing();
  clock.set(at(24));
  await ci();
  await seal(at(25));
  const { sealDay } = seals;
  seals.sealDay = async () => {
    throw new Error('S3 is away');
  };
  await expect(seal(at(26))).rejects.toThrow('S3 is away');
  seals.sealDay = sealDay;

  await seal(at(28));

  expect(seals.days.map(({ day, events }) => [day, events])).toEqual([
    ['2026-11-24', 1],
    ['2026-11-25', 0],
    ['2026-11-26', 0],
    ['2026-11-27', 0],
  ]);
});

it('C6 the root of a day shows an event that was changed, added or removed, but not that one was published', async () => {
  const roots: string[] = [];
  const rootWith = async (tamper: (api: ReturnType<typeof sealing>) => unknown) => {
    const api = sealing();
    api.clock.set(at(24));
    await api.ci();
    await api.asset();
    await tamper(api);
    await api.seal(at(25));
    roots.push(api.seals.days[0]?.root ?? '');
  };
  const event = ({ records }: ReturnType<typeof sealing>) => {
    const found = records.all().find(({ type }) => type === 'Event');
    if (!found) throw new Error('there is no event');
    return found;
  };
  await rootWith(() => undefined);
  await rootWith(async ({ world }) => {
    const [first] = await world.events.ofDay('2026-11-24');
    if (first) await world.store.commit([world.events.published(first)]);
  });
  await rootWith((api) => api.records.tamper({ ...event(api), data: { ...event(api).data, actor: 'person:x' } }));
  await rootWith((api) => api.records.tamper(event(api), 'remove'));

  expect(roots[1]).toBe(roots[0]);
  expect(new Set(roots).size).toBe(3);
});
