import { expect, it } from '@jest/globals';
import type { Change } from '../../../shared/domain/change/change.ts';
import { minute } from '../../../shared/domain/clock.ts';
import { askingDesk, fiveAsked } from '../../support/many-requests.ts';

it('P4 from the third request within a minute, an approver gets one mail for those that follow, with every title', async () => {
  const { to, sweep, clock, ask, changes, world, anna } = await fiveAsked();
  expect(to('anna').map(({ subject }) => subject.split(': ').at(-1))).toEqual(['One', 'Two']);

  await sweep();
  expect(to('anna')).toHaveLength(2);
  clock.advance(minute);
  await sweep();

  const [, , digest, ...more] = to('anna');
  expect(more).toEqual([]);
  expect(digest?.subject).toBe('Your decisions, please: 3 changes');
  for (const change of changes.slice(2)) expect(digest?.text).toContain(`${change.number}: ${change.title}`);
  expect(digest?.text).not.toContain(': Two');
  expect(new Set(digest?.text.match(/^http:\/\/quiesce\.test\/approvals\/[0-9a-f]{64}$/gm)).size).toBe(3);
  expect(to('abe')).toHaveLength(3);

  for (const change of changes) await ask(change);
  clock.advance(10 * minute);
  await sweep();
  expect(to('anna')).toHaveLength(3);
  expect(await world.mails.burstOf(anna.id)).toMatchObject({ waiting: [] });
});

it('P4 the mail with several requests is sent a few seconds after the first of them, and the sweep does not send it again', async () => {
  const gathering: (() => Promise<void>)[] = [];
  const desk = await askingDesk(async () => {
    await gathering.shift()?.();
  });
  const [first, second, third, fourth] = [
    await desk.titled('One'),
    await desk.titled('Two'),
    await desk.titled('Three'),
    await desk.titled('Four'),
  ];
  await desk.ask(first);
  await desk.ask(second);
  gathering.push(() => desk.ask(fourth));

  await desk.ask(third);

  const subjects = desk.to('anna').map(({ subject }) => subject.split(': ').at(-1));
  expect(subjects).toEqual(['One', 'Two', '2 changes']);
  desk.clock.advance(minute);
  await desk.sweep();
  expect(desk.to('anna')).toHaveLength(3);
});

it('P4 a third request that nothing follows is a mail of its own, without waiting for the sweep', async () => {
  const desk = await askingDesk(async () => undefined);
  for (const title of ['One', 'Two', 'Three']) await desk.ask(await desk.titled(title));

  expect(desk.to('anna').map(({ subject }) => subject.split(': ').at(-1))).toEqual(['One', 'Two', 'Three']);
});

it('P4 a request a minute after the last two is mailed alone again', async () => {
  const { to, sweep, clock, ask, titled } = await fiveAsked();
  clock.advance(minute);
  await sweep();
  await ask(await titled('Six'));

  expect(to('anna').at(-1)?.subject).toBe('Your decision, please: CHG-000006: Six');
});

it('P4 P7 what was decided, edited or cancelled meanwhile is not in the mail; if one is left, it is a mail of its own', async () => {
  const { to, sweep, clock, vote, changes, anna } = await fiveAsked();
  const [, , third, fourth] = changes as [Change, Change, Change, Change];
  await vote(third, anna, 'reject', 'not now');
  await vote(fourth, anna, 'reject', 'not now');
  clock.advance(minute);

  await sweep();

  expect(to('anna').at(-1)?.subject).toMatch(/^Your decision, please: CHG-\d+: Five$/);
});

it('P6 a mail service that fails delays the mail, and loses no request', async () => {
  const { to, sweep, clock, refuses } = await fiveAsked();
  const address = to('anna')[0]?.to ?? '';
  refuses.add(address);
  clock.advance(minute);
  await expect(sweep()).rejects.toBeDomainError('mail/not-sent');
  expect(to('anna')).toHaveLength(2);

  refuses.clear();
  clock.advance(5 * minute);
  await sweep();
  expect(to('anna').filter(({ subject }) => subject.includes('3 changes'))).toHaveLength(1);
});

it('P6 a request that cannot be stored to wait is mailed alone', async () => {
  const { world, to, titled, notifyBy } = await fiveAsked();
  const change = await titled('Six');
  const notify = notifyBy({ ...world.mails, burstOf: async () => Promise.reject(new Error('the row cannot be read')) });
  const [detail] = (await world.events.of({ type: 'change', id: change.id })).filter(({ name }) => name === 'ApprovalRequested');
  if (detail) await notify({ source: 'quiesce', detail });

  expect(to('anna').map(({ subject }) => subject.split(': ').at(-1))).toEqual(['One', 'Two', 'Six']);
});

it('P8 a bounced mail with several requests shows on each change, and each is mailed to the second address', async () => {
  const { to, sweep, clock, changes, world, anna, notify, sent } = await fiveAsked();
  const person = await world.people.get(anna.id);
  await world.store.commit(world.people.save({ ...person, secondEmail: 'anna@second.test', version: person.version + 1 }, person));
  clock.advance(minute);
  await sweep();
  const [digest] = to('anna').slice(-1) as [(typeof sent)[number]];
  const messageId = `message-${sent.indexOf(digest) + 1}`;

  const detail = { eventType: 'Bounce', bounce: { bounceType: 'Permanent' }, mail: { messageId } };
  await notify({ source: 'aws.ses', detail });
  await notify({ source: 'aws.ses', detail });

  for (const change of changes.slice(2))
    expect(await world.mails.troublesOf(change.id)).toEqual([{ person: anna.id, kind: 'approval-request', outcome: 'failed' }]);
  expect(sent.filter((mail) => mail.to === 'anna@second.test').map(({ subject }) => subject.split(': ').at(-1))).toEqual([
    'Three',
    'Four',
    'Five',
  ]);
});
