import { expect, it } from '@jest/globals';
import { assessChange } from '../../../shared/application/change/assess-change.ts';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { holdChange } from '../../../shared/application/change/hold-change.ts';
import { overrideConflict } from '../../../shared/application/change/override-conflict.ts';
import { submitChange } from '../../../shared/application/change/submit-change.ts';
import { isWalking } from '../../../shared/domain/change/change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { DomainError } from '../../../shared/domain/errors.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { policiesOn } from '../../support/policies.ts';
import { walkingSlowly, withSlowRead } from '../../support/slow-walk.ts';
import { deskWithMachine } from '../../support/workflow.ts';

/** The desk, with submissions whose walk takes more than five seconds. */
const slowDesk = async () => {
  const desk = await deskWithMachine();
  const slowly = <Result>(work: () => Promise<Result>) => walkingSlowly(desk, work);
  const draft = () => desk.request({ submit: false });
  /** A change that was submitted and is still walked. */
  const walking = async () => {
    const { id } = await draft();
    return slowly(() => submitChange(desk.context)(id, desk.rita));
  };
  return { ...desk, slowly, draft, walking };
};

it('H1 a submission that walks for more than five seconds is assessed by the workflow, which then asks for approval', async () => {
  const { walking, machine, read, eventsOf, vote, anna, rita } = await slowDesk();

  const change = await walking();
  expect(change).toMatchObject({ status: 'assessing', requester: rita.id });
  expect(change).not.toHaveProperty('scope');
  await machine.settle();

  const assessed = await read(change);
  expect(assessed).toMatchObject({ status: 'awaiting-approval', scope: { count: 1 }, submittedAt: change.submittedAt });
  expect(assessed.walking).toBeUndefined();
  expect(machine.of(change)).toMatchObject([{ attempt: 1, status: 'running' }]);
  expect(await eventsOf(change)).toEqual(['ChangeRequested', 'ChangeSubmitted', 'ApprovalRequested']);
  expect((await vote(assessed, anna)).status).toBe('scheduled');
});

it.each([
  ['relations', 4_900, 'judged'],
  ['relations', 5_100, 'walked'],
  ['CIs', 4_900, 'judged'],
  ['CIs', 5_100, 'walked'],
] as const)('H1 a submission waits five seconds for its walk: %s that take %d ms, and it is %s', async (of, milliseconds, outcome) => {
  const { draft, context, clock, rita } = await slowDesk();
  const { id } = await draft();

  const change = await submitChange(withSlowRead(context, clock, of, milliseconds))(id, rita);

  expect(change.status).toBe('assessing');
  expect(isWalking(change) ? 'walked' : 'judged').toBe(outcome);
});

it('H1 P1 the notice that a policy wants counts from the submission, also if the change is judged later', async () => {
  const desk = await slowDesk();
  const { draft, slowly, machine, read, context, rita, clock, approvers } = desk;
  await policiesOn(desk)({ levels: [{ group: approvers, needs: 1 }], minimumNotice: 'PT59M', enforceNotice: true });
  const { id } = await draft();
  await slowly(() => submitChange(context)(id, rita));
  clock.advance(2 * minute);

  await machine.settle();

  expect((await read({ id })).status).toBe('awaiting-approval');
});

it('H1 a change that is requested and submitted in one call is assessed by the workflow if its walk takes too long', async () => {
  const { slowly, request, machine, read } = await slowDesk();

  const change = await slowly(() => request());
  expect(change).toMatchObject({ status: 'assessing', version: 1 });
  expect(change).not.toHaveProperty('scope');
  await machine.settle();

  expect(await read(change)).toMatchObject({ status: 'awaiting-approval' });
});

it('H1 a submission that is refused after its request is a draft again and says why, and can be submitted again', async () => {
  const { walking, machine, read, eventsOf, context, rita, clock } = await slowDesk();
  const change = await walking();
  clock.advance(2 * hour);

  await machine.settle();

  const refused = await read(change);
  expect(refused).toMatchObject({ status: 'draft', refusal: { code: 'window/in-the-past', errors: [{ pointer: '/window/start' }] } });
  expect(refused.submittedAt).toBeUndefined();
  expect((await eventsOf(change)).at(-1)).toBe('SubmissionRefused');
  expect(machine.of(change)).toMatchObject([{ attempt: 1, status: 'succeeded' }]);

  const start = plus(clock.now(), hour);
  await editChange(context)(change.id, { window: { start, end: plus(start, hour) } }, { ifMatch: 'any', caller: rita });
  await submitChange(context)(change.id, rita);
  await machine.settle();
  const submitted = await read(change);
  expect(submitted.status).toBe('awaiting-approval');
  expect(submitted.refusal).toBeUndefined();
  expect(machine.of(change)).toMatchObject([{ attempt: 1 }, { attempt: 2, status: 'running' }]);
});

it('H1 what is submitted and still walked can be cancelled, and nothing else: a refused call writes nothing', async () => {
  const { walking, context, rita, max, read, machine } = await slowDesk();
  const change = await walking();

  await expect(editChange(context)(change.id, { title: 'Another title' }, { ifMatch: 'any', caller: rita })).rejects.toMatchObject({
    code: 'change/not-open',
  });
  await expect(holdChange(context)(change.id, 'wait', rita)).rejects.toMatchObject({ code: 'change/not-scheduled' });
  await expect(submitChange(context)(change.id, rita)).rejects.toMatchObject({ code: 'change/not-draft' });
  await expect(overrideConflict(context)(change.id, { conflict: 'same-ci', reason: 'agreed' }, max)).rejects.toMatchObject({
    code: 'change/not-open',
  });
  expect(await assessChange(context)(change.id)).toEqual(change);
  expect(await read(change)).toEqual(change);

  await cancelChange(context)(change.id, 'not needed', rita);
  await machine.settle();
  expect(await read(change)).toMatchObject({ status: 'cancelled', ended: { reason: 'not needed' } });
  expect(machine.of(change)).toMatchObject([{ status: 'succeeded' }]);
});

it('W5 a submission whose assessment fails is tried again until it succeeds', async () => {
  const { walking, machine, read, records } = await slowDesk();
  const change = await walking();
  let failures = 2;
  records.before = (operation) => {
    if (operation !== 'writeOnce' || failures === 0) return;
    failures -= 1;
    throw new Error('the store does not answer');
  };

  await machine.settle();

  expect(failures).toBe(0);
  expect(await read(change)).toMatchObject({ status: 'awaiting-approval', scope: { count: 1 } });
});

it('H1 what cannot be stored is refused like any other submission, and not tried for ever', async () => {
  const { walking, machine, read, records } = await slowDesk();
  const change = await walking();
  records.before = (operation) => {
    if (operation === 'writeOnce') throw new DomainError('too-large', 'row/too-large', 'the texts of the change are too long');
  };

  await machine.settle();

  records.before = () => undefined;
  expect(await read(change)).toMatchObject({ status: 'draft', refusal: { code: 'row/too-large' } });
});

it('H7 the submission of an emergency is judged in its request, however long it takes', async () => {
  const { slowly, request } = await slowDesk();
  const change = await slowly(() => request({ type: 'emergency', window: { length: 'PT30M' } }));
  expect(change).toMatchObject({ status: 'assessing', scope: { count: 1 } });
});

it('I1 a submission that goes on after its request is answered with 202 and where to read it; a dry run is answered in full', async () => {
  const desk = await slowDesk();
  const { id } = await desk.draft();
  const api = await deskApi(desk);
  const rita = api.as('change-manager');

  const tried = await walkingSlowly(api, () => rita.post(`/v1/changes/${id}/submit?dryRun=true`));
  const answer = await walkingSlowly(api, () => rita.post(`/v1/changes/${id}/submit`));

  expect(tried).toMatchObject({ status: 200, body: { status: 'assessing', scope: { count: 1 } } });
  expect(answer).toMatchObject({
    status: 202,
    headers: { location: `/v1/changes/${id}`, 'retry-after': '5' },
    body: { id, status: 'assessing' },
  });
  expect(answer.body).not.toHaveProperty('walking');
  expect((await ok(rita.get('/v1/changes?status=assessing'))).items).toMatchObject([{ id }]);
  expect(await rita.get(`/v1/changes/${id}`)).toMatchObject({ status: 200, headers: { 'retry-after': '1' } });
  expect(await rita.get(`/v1/changes/${id}/approvals`)).toMatchObject({ status: 200 });
  expect(await rita.get(`/v1/changes/${id}/record`)).toMatchObject({ status: 200 });
});
