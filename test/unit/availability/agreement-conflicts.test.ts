import { expect, it } from '@jest/globals';
import { extendChange } from '../../../shared/application/change/extend-change.ts';
import { tallyOf } from '../../../shared/application/episode/alert-tally.ts';
import { tellPeople } from '../../../shared/application/notification/tell-people.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { noon } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { outbox } from '../../support/mailed-links.ts';
import { anHour, budgetOf, ownedDesk } from '../../support/owned-service.ts';
import { runningAs } from '../../support/table-calls.ts';

const window = anHour;
const { start } = window;

it('H2 L1 a change that may use more than is left of a budget has a warning, at submission, in the preview and when it is scheduled', async () => {
  const desk = await ownedDesk(budgetOf('PT30M'));
  const draft = await desk.request({ window: { ...window, agreedDowntime: 'PT40M' }, submit: false });
  const over = {
    ...{ kind: 'over-budget', severity: 'warning', service: desk.service, items: [desk.service] },
    detail: 'the change may use 40 min of the downtime budget of 30 min a month, of which 30 min is left',
  };

  const previewed = await ok((await deskApi(desk)).as('viewer').get(`/v1/changes/${draft.id}/preview`));
  expect(previewed.impact.services).toMatchObject([{ service: desk.service, agreedDowntime: 'PT40M', budgetLeft: 'PT30M' }]);
  expect(previewed.conflicts).toEqual([{ ...over, serviceName: 'shop', itemNames: [{ item: desk.service, name: 'shop' }] }]);

  const awaiting = await desk.awaiting({ window: { ...window, agreedDowntime: 'PT40M' } });
  expect(awaiting).toMatchObject({ status: 'awaiting-approval', conflicts: [over] });
  const scheduled = await desk.vote(awaiting, desk.anna);
  expect(scheduled).toMatchObject({ status: 'scheduled', conflicts: [over] });
  expect((await desk.preview(scheduled)).impact.services).toMatchObject([{ budgetLeft: 'PT30M' }]);
});

it('H2 L1 exactly what is left is within the budget, and the next change sees what this one plans', async () => {
  const desk = await ownedDesk(budgetOf('PT1H'));
  const first = await desk.scheduled({ window: { ...window, agreedDowntime: 'PT45M' } });
  const later = { start: plus(start, 3 * hour), end: plus(start, 4 * hour), mode: 'planned' };

  expect(first.conflicts).toEqual([]);
  const within = await desk.awaiting({ window: { ...later, agreedDowntime: 'PT15M' } });
  expect(within.conflicts).toEqual([]);
  expect((await desk.preview(within)).impact.services).toMatchObject([{ budgetLeft: 'PT15M' }]);
  expect(desk.kinds(await desk.awaiting({ window: { ...later, agreedDowntime: 'PT15M1S' } }))).toEqual([['over-budget', desk.service]]);
});

it('H2 L1 what a window has used and what another window plans at the same time is not counted twice', async () => {
  const desk = await ownedDesk(budgetOf('PT1H30M'));
  await desk.scheduled({ window });
  const link = await desk.ci('link', { class: 'network-device' });
  await desk.relate(link);
  const beside = { start: plus(start, 30 * minute), end: plus(start, 90 * minute), mode: 'planned' };

  expect((await desk.awaiting({ window: beside, items: [link], implementer: desk.rita.id })).conflicts).toEqual([]);
  const longer = { ...beside, end: plus(beside.end, minute) };
  expect(desk.kinds(await desk.awaiting({ window: longer, items: [link], implementer: desk.rita.id }))).toEqual([
    ['over-budget', desk.service],
  ]);
});

it('H2 L1 a window across the end of a month is compared with the budget of each month', async () => {
  const desk = await ownedDesk(budgetOf('PT1H'));
  const across = (from: string, to: string) => desk.awaiting({ window: { start: from, end: to, mode: 'planned' } });

  expect((await across('2026-11-30T23:00:00.000Z', '2026-12-01T01:00:00.000Z')).conflicts).toEqual([]);
  expect(desk.kinds(await across('2026-11-30T23:00:00.000Z', '2026-12-01T01:00:01.000Z'))).toEqual([['over-budget', desk.service]]);
});

it('H2 L1 a change that agrees no downtime exceeds no budget: short notice is a warning of its own, an emergency has neither', async () => {
  const desk = await ownedDesk({ ...budgetOf('PT30M'), minimumNotice: 'PT2H' });

  const short = await desk.awaiting({ window });
  expect(short.conflicts).toMatchObject([{ kind: 'short-notice', severity: 'warning', items: [desk.service] }]);
  expect((await desk.vote(short, desk.anna)).status).toBe('scheduled');
  const early = { start: plus(noon, 2 * hour), end: plus(noon, 3 * hour), mode: 'planned' };
  expect(desk.kinds(await desk.awaiting({ window: early }))).toEqual([['over-budget', desk.service]]);
  desk.clock.advance(30 * minute);
  const emergency = await desk.request({ type: 'emergency', window: { length: 'PT1H' }, items: [desk.database] });
  expect(desk.kinds(emergency)).not.toContainEqual(['over-budget', desk.service]);
});

it('L1 the notice of a scheduled change is judged at its approval, and not when its start is near', async () => {
  const desk = await ownedDesk({ minimumNotice: 'PT1H' });
  const change = await desk.scheduled({ window });
  desk.clock.set(plus(start, -minute));

  expect(change.conflicts).toEqual([]);
  expect((await desk.preview(change)).conflicts).toEqual([]);
});

it('H2 L1 an extension is compared with the budget, beside what the window may already use', async () => {
  const desk = await ownedDesk(budgetOf('PT1H30M'));
  const change = await desk.implementing({ window });
  const extended = (end: string) => extendChange(desk.context)(change.id, { end, reason: 'slow disks' }, desk.ian);
  const conflictsOf = async ({ id }: Change) => (await desk.preview(await desk.world.changes.get(id))).conflicts;

  expect(await conflictsOf(await extended(plus(window.end, 30 * minute)))).toEqual([]);
  const longer = await extended(plus(window.end, 31 * minute));
  expect(await conflictsOf(longer)).toMatchObject([{ kind: 'over-budget', service: desk.service }]);
  expect((await desk.vote(await desk.world.changes.get(longer.id), desk.anna)).conflicts).toMatchObject([{ kind: 'over-budget' }]);
});

it('L1 L2 an extension that is approved later than the agreement asks is a warning, and agrees nothing beyond the old end', async () => {
  const minuteOf = async (notice: string) => {
    const desk = await ownedDesk({ minimumNotice: notice });
    const change = await desk.implementing({ window });
    desk.clock.set(plus(start, 30 * minute));
    const asked = await extendChange(desk.context)(change.id, { end: plus(window.end, hour), reason: 'slow disks' }, desk.ian);
    const extended = await desk.vote(await desk.world.changes.get(asked.id), desk.anna);
    desk.clock.set(plus(noon, day));
    await desk.down(start, plus(start, 90 * minute));
    const { agreedDowntimeUsed } = await desk.availability('2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z');
    return [desk.kinds(extended).map(([kind]) => kind), agreedDowntimeUsed];
  };

  expect(await minuteOf('PT30M')).toEqual([[], 'PT1H30M']);
  expect(await minuteOf('PT31M')).toEqual([['short-notice'], 'PT1H']);
});

it('H2 a service that keeps its redundancy, or has no agreement at the time, warns of nothing', async () => {
  const desk = await ownedDesk({ validFrom: '2027-01-01', ...budgetOf('PT1M') });

  expect((await desk.awaiting({ window })).conflicts).toEqual([]);
  expect((await desk.preview(await desk.awaiting({ window }))).impact.services).toMatchObject([{ state: 'down', budgetLeft: null }]);
});

/** The approver's page, by the link in the mail to Anna. */
const pageOf = async (desk: Awaited<ReturnType<typeof ownedDesk>>, { id }: Change) => {
  const { sent, mailer } = outbox();
  const context = { ...desk.world, mailer, letters: lettersFrom('http://quiesce.test'), tallyOf: tallyOf(desk.world) };
  await runningAs('notify', tellPeople(context))('approval-request', id);
  const mail = sent.find(({ to }) => to === 'anna@quiesce.test');
  const path = /^http:\/\/quiesce\.test(\/approvals\/[0-9a-f]{64})$/m.exec(mail?.text ?? '')?.[1] ?? '';
  return (await deskApi(desk)).anonymous('GET', path);
};

it("H2 P5 the approver's page of a change that may use more than is left of a budget warns of it, with the name of the service", async () => {
  const desk = await ownedDesk(budgetOf('PT30M'));
  const change = await desk.awaiting({ window: { ...window, agreedDowntime: 'PT40M' } });
  const page = await pageOf(desk, change);

  expect(page.status).toBe(200);
  expect(page.body).toContain('Warning: the change may use 40 min of the downtime budget of 30 min a month, of which 30 min is left: shop');
});
