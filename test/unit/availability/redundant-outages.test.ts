import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day, type Instant, instantOf, minute, plus } from '../../../shared/domain/clock.ts';
import {
  type Impairment,
  jointOutages,
  mostImpairments,
  type ServiceImpairments,
  withImpairment,
} from '../../../shared/domain/outage/joint-outage.ts';
import { brief, outageScene } from '../../support/outage-scene.ts';

it('L2 one of two servers degrades the service; while both are down it is down, as in the worked example', async () => {
  const { at, fire, recover, sweepAt, outages, availability, one } = await outageScene();
  await sweepAt('22:00');
  await fire('web-1', '22:00');
  await sweepAt('22:10');
  expect((await outages()).map(brief)).toEqual(['degraded 22:00-']);
  at('22:20');
  await fire('web-2', '22:20');
  await sweepAt('22:21');
  expect((await outages()).map(brief).toSorted()).toEqual(['degraded 22:00-', 'degraded 22:20-', 'down 22:20-']);
  at('22:30');
  await recover('web-1', '22:30', '22:00');
  await sweepAt('22:31');
  at('22:40');
  await recover('web-2', '22:40', '22:20');
  await sweepAt('22:41');

  expect((await outages()).map(brief).toSorted()).toEqual(['degraded 22:00-22:30', 'degraded 22:20-22:40', 'down 22:20-22:30']);
  expect((await outages())[0]).toMatchObject({ item: one });
  const { outageTime, intervals } = await availability();
  expect(outageTime).toBe('PT10M');
  expect(intervals.map((each: { kind: string; start: string; end: string }) => [each.kind, each.start.slice(11, 16)])).toEqual([
    ['degraded', '22:00'],
    ['unplanned', '22:20'],
    ['degraded', '22:30'],
  ]);
});

it('L2 a service was not down if the first server had recovered before the second failed, although that is heard later', async () => {
  const { at, fire, recover, sweepAt, outages, availability } = await outageScene();
  at('22:00');
  await fire('web-1', '22:00');
  at('22:22');
  await fire('web-2', '22:21');
  await sweepAt('22:23');
  expect((await outages()).map(brief)).toContain('down 22:21-');
  at('22:24');
  await recover('web-1', '22:20', '22:00');
  await sweepAt('22:25');
  at('22:40');
  await recover('web-2', '22:31', '22:21');
  await sweepAt('22:41');

  expect((await outages()).map(brief).filter((outage) => outage.startsWith('down'))).toEqual([]);
  expect(await availability()).toMatchObject({ outageTime: 'PT0S' });
});

it('L2 a third alert that comes late extends the time in which the service is down', async () => {
  const { at, fire, recover, sweepAt, availability } = await outageScene();
  at('22:20');
  await fire('web-1', '22:00');
  await fire('web-2', '22:10');
  at('22:30');
  await recover('web-1', '22:15', '22:00');
  await sweepAt('22:31');
  expect(await availability()).toMatchObject({ outageTime: 'PT5M' });
  await fire('web-1', '22:12', { name: 'DiskFull' });
  at('22:40');
  await recover('web-2', '22:30', '22:10');
  await sweepAt('22:41');

  expect(await availability()).toMatchObject({ outageTime: 'PT20M' });
});

const began: Instant = '2026-11-28T22:00:00.000Z';
const after = (minutes: number): Instant => plus(began, minutes * minute);

/** An alert on one of four servers, from a minute to another, or one that goes on. */
const anyImpairment = fc.record({ server: fc.nat(3), from: fc.nat(20), length: fc.option(fc.integer({ min: 1, max: 20 })) });

const anImpairment = (n: number, { server, from, length }: { server: number; from: number; length: number | null }): Impairment => ({
  ...{ episode: `e${String(n).padStart(2, '0')}`, items: [`server ${server}`], item: `server ${server}`, reportedBy: 'monitor:m' },
  ...{ start: after(from), ...(length === null ? {} : { end: after(from + length) }) },
});

it('L2 the times in which several alerts have a service down are those of a count minute by minute, under one alert each', () => {
  const needed = 2;
  const isDown = (items: readonly string[]): boolean => new Set(items).size > 4 - needed - 1;
  fc.assert(
    fc.property(fc.array(anyImpairment, { maxLength: 8 }), (stories) => {
      const impairments = stories.map((story, n) => anImpairment(n, story));
      const found = jointOutages(impairments, isDown);
      const activeAt = (at: Instant) => impairments.filter(({ start, end }) => start <= at && (end === undefined || at < end));
      for (let at = 0; at < 60; at += 1) {
        const active = activeAt(after(at));
        const expected = active.length > 1 && isDown(active.flatMap(({ items }) => items));
        const covered = found.filter(({ start, end }) => start <= after(at) && (end === undefined || after(at) < end));
        expect(covered).toHaveLength(expected ? 1 : 0);
      }
      expect(new Set(found.map(({ episode }) => episode)).size).toBe(found.length);
    }),
  );
});

it('L2 alerts that can overlap none that may still come are forgotten, and at most 40 are kept', () => {
  const now = plus(began, 10 * day);
  const over = (n: number, end: Instant): Impairment => ({
    ...anImpairment(n, { server: 0, from: 0, length: null }),
    start: plus(end, -minute),
    end,
  });
  const add = (before: ServiceImpairments | undefined, one: Impairment) => withImpairment(before, one, 'shop', now);
  const old = add(undefined, over(1, plus(now, -2 * day)));
  const recent = add(old, over(2, plus(now, -minute)));
  const kept = Array.from({ length: 60 }, (_, n) => over(n, plus(now, -n * minute))).reduce(add, recent);

  expect(old.impairments).toEqual([]);
  expect(recent.impairments).toHaveLength(1);
  expect(kept.impairments).toHaveLength(mostImpairments);
  expect(kept.impairments.at(-1)).toMatchObject({ end: instantOf(Date.parse(now)) });
  const open = add(undefined, { ...over(3, now), start: plus(now, -5 * day), end: undefined });
  expect(add(open, over(1, plus(now, -2 * day))).impairments).toHaveLength(2);
  expect(add(open, over(1, plus(now, -6 * day))).impairments).toHaveLength(1);
});
