import { expect, it } from '@jest/globals';
import { putAgreement } from '../../../shared/application/agreement/put-agreement.ts';
import { AgreementDraft } from '../../../shared/domain/agreement/agreement.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { idOf } from '../../support/api.ts';
import { anHour, budgetOf, ownedDesk, team } from '../../support/owned-service.ts';

const window = anHour;

it('H2 L1 the owner of the service overrides its budget, and nobody else', async () => {
  const desk = await ownedDesk(budgetOf('PT30M'));
  const change = await desk.scheduled({ window });

  await expect(desk.override(change, 'over-budget', desk.max)).rejects.toBeDomainError('change/may-not-override');
  const stranger = { ...desk.owner, teams: [idOf(701)] };
  await expect(desk.override(change, 'over-budget', stranger)).rejects.toBeDomainError('change/may-not-override');
  const overridden = await desk.override(change, 'over-budget');
  expect(overridden.conflicts).toMatchObject([{ kind: 'over-budget', override: { by: desk.owner.id, reason: 'Agreed with the users.' } }]);
  const [event] = (await desk.world.events.of({ type: 'change', id: change.id })).filter(({ name }) => name === 'ConflictOverridden');
  expect(event?.body).toMatchObject({ kind: 'over-budget', against: [desk.service] });
});

it('H2 an owner overrides the budget of the own service, and not that of another one', async () => {
  const desk = await ownedDesk(budgetOf('PT30M'));
  const other = await desk.ci('billing', { class: 'service', ownerTeam: idOf(701) });
  await desk.relateTo(other);
  await putAgreement(desk.world)(
    other,
    AgreementDraft().parse({ validFrom: '2026-01-01', target: '99', zone: 'UTC', ...budgetOf('PT10M') }),
    desk.max,
  );
  const change = await desk.awaiting({ window });
  expect(desk.kinds(change)).toEqual(
    [
      ['over-budget', desk.service],
      ['over-budget', other],
    ].toSorted(),
  );

  const overridden = await desk.override(change, 'over-budget');

  const by = Object.fromEntries(overridden.conflicts.map(({ service = '', override }) => [service, override?.by]));
  expect(by).toEqual({ [desk.service]: desk.owner.id, [other]: undefined });
});

it('H2 whoever requests a change overrides none of its conflicts, also as the owner of the service', async () => {
  const desk = await ownedDesk(budgetOf('PT30M'));
  const change = await desk.awaiting({ window });

  await expect(desk.override(change, 'over-budget', { ...desk.rita, teams: [team] })).rejects.toBeDomainError('change/own-override');
});

it('H2 L1 time outside the maintenance hours of the agreement is a warning, which the owner of the service overrides', async () => {
  const nights = [
    { days: ['tu'], from: '22:00', to: '24:00' },
    { days: ['we'], from: '00:00', to: '02:00' },
  ];
  const desk = await ownedDesk({ zone: 'Europe/Berlin', maintenanceHours: nights });
  const night = { start: '2026-11-24T21:00:00.000Z', end: '2026-11-25T01:00:00.000Z', mode: 'planned' };

  expect((await desk.awaiting({ window: night })).conflicts).toEqual([]);
  const late = await desk.awaiting({ window: { ...night, end: plus(night.end, minute) } });
  expect(late.conflicts).toMatchObject([{ kind: 'outside-maintenance-hours', severity: 'warning', items: [desk.service] }]);
  await expect(desk.override(late, 'outside-maintenance-hours', desk.max)).rejects.toBeDomainError('change/may-not-override');
  expect((await desk.override(late, 'outside-maintenance-hours')).conflicts).toMatchObject([{ override: { by: desk.owner.id } }]);
});

it('H2 H4 the owner of an affected service overrides the maintenance hours of a CI that another team owns', async () => {
  const desk = await ownedDesk({});
  const { world, clock } = desk;
  await world.store.commit([
    ...world.calendars.maintenanceHours.save({
      ...{ id: world.ids.next(), version: 1, createdAt: clock.now(), updatedAt: clock.now(), name: 'night', match: {} },
      recurrence: { rrule: 'FREQ=DAILY', zone: 'UTC', start: '02:00', length: 'PT2H' },
    }),
    await world.calendars.moved(),
  ]);
  const change = await desk.awaiting({ window });

  expect(desk.kinds(change)).toEqual([['outside-maintenance-hours', desk.database]]);
  expect((await desk.override(change, 'outside-maintenance-hours')).conflicts).toMatchObject([{ override: { by: desk.owner.id } }]);
});
