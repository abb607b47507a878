import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { promptApprovers } from '../../../shared/application/approval/prompt-approvers.ts';
import { promptsOf } from '../../../shared/domain/approval/approval-prompt.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { hour, type Instant, minute, plus } from '../../../shared/domain/clock.ts';
import { hourOf } from '../../../shared/domain/due/due.ts';
import { quietUntil } from '../../../shared/domain/person/quiet-hours.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { delegationDesk } from '../../support/delegations.ts';
import { outbox } from '../../support/mailed-links.ts';

const noon = '2026-11-24T12:00:00.000Z';
const hours = (count: number): Instant => plus(noon, count * hour);

it.each([
  [48, ['day-before', 24, 'hour-before', 47, 'escalation', 36]],
  [24, ['hour-before', 23, 'escalation', 18]],
  [2, ['hour-before', 1, 'escalation', 1.5]],
  [1, ['half-time', 0.5, 'escalation', 0.75]],
  [0, []],
])('P4 with %s hours until the deadline, people are reminded and it escalates in time', (total, expected) => {
  const prompts = promptsOf(noon, hours(total)).flatMap(({ step, at }) => [step, (Date.parse(at) - Date.parse(noon)) / hour]);

  expect(prompts).toEqual(expected);
});

it.each([
  ['2026-11-24T21:00:00.000Z', '2026-11-25T06:00:00.000Z'],
  ['2026-11-25T05:59:30.000Z', '2026-11-25T06:00:00.000Z'],
  ['2026-11-25T06:00:00.000Z', undefined],
  ['2026-11-24T20:59:59.000Z', undefined],
  // The clocks of Berlin go from 03:00 to 02:00 in this night, and from 02:00 to 03:00 in the next one.
  ['2026-10-24T22:00:00.000Z', '2026-10-25T06:00:00.000Z'],
  ['2027-03-27T23:00:00.000Z', '2027-03-28T05:00:00.000Z'],
])('P4 quiet hours from 22:00 to 07:00 in Berlin: at %s they last until %s', (now, until) => {
  expect(quietUntil({ quietHours: { from: '22:00', to: '07:00' }, zone: 'Europe/Berlin' }, now)).toBe(until);
});

/** A change that awaits approval, its prompts that the clock makes due, and the mails that are sent for their events. */
const prompting = async () => {
  const desk = await delegationDesk();
  const { world, clock, context } = desk;
  const { sent, mailer } = outbox();
  const notify = onEvent({
    ...{ ...world, mailer, letters: lettersFrom('http://quiesce.test') },
    tallyOf: async () => ({ quiet: 0, absorbed: 0, released: 0 }),
  });
  /** Everything that is due until now, as the sweep does it, and then the mails. Returns who gets which mail. */
  const run = async (change: Change): Promise<readonly string[]> => {
    sent.length = 0;
    for (let at = noon; hourOf(at) <= hourOf(clock.now()); at = plus(at, hour))
      for (const due of await world.dues.of('minute', hourOf(at), clock.now(), 100)) {
        if (due.duty !== 'prompt') continue;
        await promptApprovers(context)(due.subject);
        await world.store.commit([world.dues.remove(due)]);
      }
    for (const detail of await world.events.of({ type: 'change', id: change.id }))
      if (detail.name.startsWith('ApprovalRem') || detail.name.startsWith('ApprovalEsc')) await notify({ source: 'quiesce', detail });
    return sent.map(({ to, subject }) => `${to.split('@')[0]}: ${subject.split(':')[0]}`).sort();
  };
  const awaiting = (until: number) => desk.awaiting({ window: { start: hours(until), end: hours(until + 1), mode: 'planned' } });
  const patch = async (id: string, fields: object) => {
    const person = await world.people.get(id);
    await world.store.commit(world.people.save({ ...person, ...fields, version: person.version + 1 }, person));
  };
  return { ...desk, run, awaiting, patch, sent };
};

it('P4 those whose decision is missing and their delegates are reminded once, with a link, and who has decided is not', async () => {
  const { run, awaiting, clock, policy, approvers, vote, abe, anna, bo, delegate, sent } = await prompting();
  await policy({ levels: [{ group: approvers, needs: 'all' }] });
  const change = await awaiting(1.8);
  await vote(change, abe);
  await delegate(anna, bo);

  expect(await run(change)).toEqual([]);
  clock.set(hours(0.9));
  expect(await run(change)).toEqual(['ada: Reminder', 'anna: Reminder', 'bo: Reminder']);
  expect(sent[0]?.text).toMatch(/^http:\/\/quiesce\.test\/approvals\/[0-9a-f]{64}$/m);
  expect(sent.find(({ to }) => to.startsWith('bo'))?.text).toContain('You decide for Anna');
  expect(await run(change)).toEqual([]);
});

it('P3 P4 a delegate whose delegation begins after the request is mailed with the next reminder', async () => {
  const { run, awaiting, clock, anna, bo, delegate, sent } = await prompting();
  const change = await awaiting(1.8);
  clock.set(hours(0.5));
  await delegate(anna, bo);

  clock.set(hours(0.9));
  expect(await run(change)).toContain('bo: Reminder');
  expect(sent.find(({ to }) => to.startsWith('bo'))?.text).toMatch(/\/approvals\/[0-9a-f]{64}$/m);
});

it('P4 running a step twice writes nothing more', async () => {
  const { awaiting, clock, context, eventsOf } = await prompting();
  const change = await awaiting(1.8);
  clock.set(hours(0.9));
  const subject = `${change.id}#1#half-time`;

  await promptApprovers(context)(subject);
  await expect(promptApprovers(context)(subject)).rejects.toMatchObject({ name: 'StaleWrite' });

  expect((await eventsOf(change)).filter((name) => name === 'ApprovalReminded')).toHaveLength(1);
});

it('P4 quiet hours delay a reminder until they end, but not if they end at or after the deadline', async () => {
  const { run, awaiting, clock, patch, anna, abe } = await prompting();
  // Berlin is an hour ahead of UTC.
  await patch(anna.id, { quietHours: { from: '13:30', to: '14:15' } });
  await patch(abe.id, { quietHours: { from: '13:30', to: '14:48' } });
  const change = await awaiting(1.8);

  clock.set(hours(0.9));
  expect(await run(change)).toEqual(['abe: Reminder', 'ada: Reminder']);
  clock.set(hours(1.25));
  expect(await run(change)).toEqual(['anna: Reminder']);
});

it('P4 it escalates to the change managers if nobody of the group comes next', async () => {
  const { run, awaiting, clock, sent } = await prompting();
  const change = await awaiting(1.8);

  clock.set(hours(1.4));
  expect(await run(change)).toEqual(['abe: Reminder', 'ada: Reminder', 'anna: Reminder', 'max: Approval is missing']);
  expect(sent.find(({ to }) => to.startsWith('max'))?.text).not.toContain('/approvals/');
});

it('P4 it escalates to the next members of the group in their order, with a link', async () => {
  const { run, awaiting, clock, world, approvers, anna, abe, ada, sent } = await prompting();
  const group = await world.contactGroups.get(approvers);
  const members = [anna, abe, ada].map(({ id }, order) => ({ person: id, order }));
  await world.store.commit(world.contactGroups.save({ ...group, members, version: 2 }, group));
  const change = await awaiting(1.8);

  clock.set(hours(1.4));
  expect((await run(change)).filter((mail) => mail.endsWith('missing'))).toEqual(['abe: Approval is missing']);
  expect(sent.find(({ subject }) => subject.startsWith('Approval'))?.text).toMatch(/\/approvals\/[0-9a-f]{64}$/m);
  expect(await run(change)).toEqual([]);
});

it('P2 P4 a group that everybody has left escalates to the change managers and is never approved', async () => {
  const { run, awaiting, clock, patch, anna, abe, ada, advance } = await prompting();
  const change = await awaiting(1.8);
  for (const { id } of [anna, abe, ada]) await patch(id, { departed: '2026-11-24' });

  clock.set(hours(1.4));
  expect(await run(change)).toEqual(['max: Approval is missing']);
  clock.set(hours(1.8));
  clock.advance(minute);
  expect((await advance(change)).status).toBe('lapsed');
});

it('P4 nobody is reminded of what was decided, is on hold or has another revision', async () => {
  const { run, awaiting, vote, anna, clock, context, eventsOf } = await prompting();
  const change = await awaiting(1.8);
  await promptApprovers(context)(`${change.id}#2#half-time`);
  await vote(change, anna);

  clock.set(hours(1.4));
  expect(await run(change)).toEqual([]);
  expect(await eventsOf(change)).not.toContain('ApprovalReminded');
});
