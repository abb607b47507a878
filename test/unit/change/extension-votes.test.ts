import { expect, it } from '@jest/globals';
import { onEvent } from '../../../functions/notify/on-event.ts';
import { listPending } from '../../../shared/application/approval/list-pending.ts';
import { promptApprovers } from '../../../shared/application/approval/prompt-approvers.ts';
import { withdrawDecision } from '../../../shared/application/approval/withdraw-decision.ts';
import { extendChange } from '../../../shared/application/change/extend-change.ts';
import { previewChange } from '../../../shared/application/change/preview-change.ts';
import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import type { Caller } from '../../../shared/domain/access.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { hourOf } from '../../../shared/domain/due/due.ts';
import { lettersFrom } from '../../../shared/mail/letters.ts';
import { noon } from '../../support/changes.ts';
import { delegationDesk } from '../../support/delegations.ts';
import { outbox } from '../../support/mailed-links.ts';

const newEnd = plus(noon, 3 * hour);

const extending = async () => {
  const desk = await delegationDesk();
  const { world, context, clock } = desk;
  const { sent, mailer } = outbox();
  const extend = (change: Pick<Change, 'id'>) =>
    extendChange(context)(change.id, { end: newEnd, reason: 'the restore takes longer' }, desk.ian);
  const withdraw = async (change: Change, caller: Caller) => {
    const votes = await world.changes.decisions(change.id, change.revision);
    const decision = votes.find(({ person }) => person === caller.id)?.id ?? '';
    return withdrawDecision(context)(change.id, { decision, reason: 'I had missed the freeze' }, caller);
  };
  const isQuiet = async (at: string) => (await evaluate(world)({ at, alerts: [{ ci: desk.database }] }))[0]?.suppressed;
  const notify = onEvent({
    ...{ ...world, mailer, letters: lettersFrom('http://quiesce.test') },
    tallyOf: async () => ({ quiet: 0, absorbed: 0, released: 0 }),
  });
  const mailsAbout = async (change: Change, name: string): Promise<readonly string[]> => {
    sent.length = 0;
    const found = (await world.events.of({ type: 'change', id: change.id })).filter((event) => event.name === name);
    for (const detail of found.slice(-1)) await notify({ source: 'quiesce', detail });
    return sent.map(({ to, subject }) => `${to.split('@')[0]}: ${subject.split(':')[0]}`).sort();
  };
  /** Everything that is due until now, as the sweep does it. */
  const prompt = async (): Promise<void> => {
    for (let at = noon; hourOf(at) <= hourOf(clock.now()); at = plus(at, hour))
      for (const due of await world.dues.of('minute', hourOf(at), clock.now(), 100)) {
        if (due.duty === 'prompt') await promptApprovers(context)(due.subject);
        if (due.duty === 'prompt') await world.store.commit([world.dues.remove(due)]);
      }
  };
  return { ...desk, extend, withdraw, isQuiet, mailsAbout, prompt, sent };
};

it('P7 W2 after a rejected extension, a vote on the change is withdrawn and given again as if nobody had asked to extend it', async () => {
  const desk = await extending();
  await desk.policy({ levels: [{ group: desk.approvers, needs: 2 }] });
  const asked = await desk.awaiting();
  await desk.vote(asked, desk.abe);
  const change = await desk.vote(asked, desk.anna);
  expect(change.status).toBe('scheduled');
  // The people who are asked about the extension are others.
  await desk.policy({ levels: [{ group: await desk.group('second', desk.ada), needs: 1 }], order: 0 });
  const rejected = await desk.vote(await desk.extend(change), desk.ada, 'reject', 'roll back instead');
  expect(rejected).toMatchObject({ revision: 1, approvals: { needed: 2, given: 2 }, pinned: change.pinned });
  expect(rejected.approvalDeadline).toBe(change.approvalDeadline);

  const withdrawn = await desk.withdraw(rejected, desk.anna);

  expect(withdrawn).toMatchObject({ status: 'awaiting-approval', revision: 1, approvals: { needed: 2, given: 1 } });
  expect(await desk.isQuiet(plus(noon, 61 * minute))).toBe(false);
  const again = await desk.vote(withdrawn, desk.anna);
  expect(again).toMatchObject({ status: 'scheduled', approvals: { needed: 2, given: 2 } });
  expect(await desk.isQuiet(plus(noon, 61 * minute))).toBe(true);
  expect((await desk.extend(change)).revision).toBe(3);
});

it('W2 P7 who opens the link of a rejected extension is told that it was rejected', async () => {
  const desk = await extending();
  const rejected = await desk.vote(await desk.extend(await desk.scheduled()), desk.anna, 'reject', 'no');

  await expect(desk.vote({ id: rejected.id, revision: 2 }, desk.abe)).rejects.toMatchObject({
    code: 'approval/outdated-revision',
    message: expect.stringContaining('which was rejected'),
  });
});

it('P4 W2 an extension is mailed, listed, reminded and escalated as an approval is, until its own deadline', async () => {
  const desk = await extending();
  const { world, clock, anna, abe, mailsAbout, prompt, sent } = desk;
  const listed = async (caller: Caller) =>
    (await listPending({ ...world, clock })(caller, { limit: 10 })).items.map(({ change }) => [change.number, change.revision]);
  const change = await desk.implementing();
  expect(await listed(anna)).toEqual([]);
  const other = await desk.awaiting({ items: [desk.server], window: { start: newEnd, end: plus(newEnd, hour), mode: 'planned' } });

  const asked = await desk.extend(change);

  expect(await listed(anna)).toEqual([
    [asked.number, 2],
    [other.number, 1],
  ]);
  expect(await mailsAbout(asked, 'ApprovalRequested')).toContain('anna: Your decision, please');
  expect(sent[0]?.text).toMatch(/\/approvals\/[0-9a-f]{64}/);
  clock.advance(30 * minute);
  await prompt();
  expect(await mailsAbout(asked, 'ApprovalReminded')).toEqual(['abe: Reminder', 'ada: Reminder', 'anna: Reminder']);
  expect(sent[0]?.text).toContain('If nobody decides, the window ends as it was approved.');
  clock.advance(15 * minute);
  await prompt();
  expect(await mailsAbout(asked, 'ApprovalEscalated')).toEqual(['max: Approval is missing']);

  await desk.vote(asked, abe);
  expect(await listed(anna)).toEqual([[other.number, 1]]);
  expect(await mailsAbout(asked, 'ApprovalReminded')).toEqual([]);
});

it('H1 W2 the preview of an extension shows the later end and who is asked', async () => {
  const desk = await extending();
  const asked = await desk.extend(await desk.implementing());

  const preview = await previewChange({ ...desk.context, ...desk.world })(asked, desk.rita);

  expect(preview.quiet.pagesAfterAt).toBe(newEnd);
  expect(preview.policy.levels[0]?.eligible).toContain(desk.anna.id);
});
