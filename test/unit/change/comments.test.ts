import { expect, it } from '@jest/globals';
import { deskApi } from '../../support/desk-api.ts';
import { failingWork } from '../../support/failing-work.ts';

/** A change that awaits approval, and the API as its people see it. */
const commented = async () => {
  const work = await failingWork();
  const change = await work.awaiting({ items: [work.app] });
  const { id: other } = await work.awaiting({ items: [work.server] });
  const api = await deskApi(work);
  const path = `/v1/changes/${change.id}/comments`;
  const [anna, ian, rita] = [work.anna, work.ian, work.rita].map((caller) => api.asCaller(caller)) as [Caller, Caller, Caller];
  const mailsOf = () => work.mailsOf(change, api.world);
  const viewer = api.as('viewer');
  return { work, other, change, api, viewer, path, anna, ian, rita, mailsOf };
};
type Caller = ReturnType<Awaited<ReturnType<typeof deskApi>>['asCaller']>;

it('P1 a question and its answer stand on the change in order, with the names of who wrote them, and in the record', async () => {
  const { change, viewer, path, anna, ian } = await commented();

  const question = await anna.post(path, { text: 'Is the standby upgraded first?', question: true });
  const answer = await ian.post(path, { text: 'Yes.', answers: question.body.id });

  expect([question.status, answer.status]).toEqual([201, 201]);
  const { items } = (await viewer.get(path)).body;
  expect(items).toEqual([question.body, answer.body]);
  expect(items).toMatchObject([
    { text: 'Is the standby upgraded first?', question: true, byName: 'Anna' },
    { text: 'Yes.', question: false, answers: question.body.id, byName: 'Ian' },
  ]);
  const record = (await viewer.get(`/v1/changes/${change.id}/record`)).body;
  expect(record.comments).toEqual(items);
  expect(record.events.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['QuestionAsked', 'QuestionAnswered']));
});

it('P1 comments are listed page by page', async () => {
  const { path, ian, viewer } = await commented();
  for (const text of ['one', 'two', 'three']) await ian.post(path, { text });

  const first = (await viewer.get(`${path}?limit=2`)).body;
  const second = (await viewer.get(`${path}?limit=2&cursor=${first.nextCursor}`)).body;

  expect([...first.items, ...second.items].map(({ text }: { text: string }) => text)).toEqual(['one', 'two', 'three']);
  expect(second.nextCursor).toBeUndefined();
});

it('P1 a question is mailed to the requester and the implementer, an answer to who asked, and a remark to nobody', async () => {
  const { path, anna, ian, rita, mailsOf } = await commented();
  await mailsOf();

  await rita.post(path, { text: 'The vendor is informed.' });
  const { id } = (await anna.post(path, { text: 'Is the standby upgraded first?', question: true })).body;
  await ian.post(path, { text: 'Yes, and then the primary.', answers: id });

  const mails = await mailsOf();
  expect(mails.map(({ to, subject }) => `${to.split('@')[0]}: ${subject.split(':')[0]}`).toSorted()).toEqual([
    'anna: Answer',
    'ian: Question',
    'rita: Question',
  ]);
  const answer = mails.find(({ subject }) => subject.startsWith('Answer'));
  expect(answer?.text).toContain('Ian answers your question about this change:\n\nYes, and then the primary.');
});

it('P1 who asks about their own change is not mailed the question', async () => {
  const { path, rita, mailsOf } = await commented();
  await rita.post(path, { text: 'Who can be on site?', question: true });

  const questions = (await mailsOf()).filter(({ subject }) => subject.startsWith('Question'));

  expect(questions.map(({ to }) => to)).toEqual(['ian@quiesce.test']);
});

it('P1 an answer names a question about the same change, and is no question itself', async () => {
  const { other: otherChange, api, path, ian, anna } = await commented();
  const other = `/v1/changes/${otherChange}/comments`;
  const remark = (await ian.post(path, { text: 'Ready.' })).body.id;
  const elsewhere = (await anna.post(other, { text: 'Why now?', question: true })).body.id;

  for (const answers of [remark, elsewhere, api.world.ids.next()])
    expect((await ian.post(path, { text: 'No.', answers })).body).toMatchObject({ status: 400, code: 'comment/not-a-question' });
  expect((await ian.post(other, { text: 'No?', answers: elsewhere, question: true })).body.errors).toMatchObject([{ pointer: '/answers' }]);
  expect((await ian.post(other, { text: 'It is urgent.', answers: elsewhere })).status).toBe(201);
});

it('X2 who takes part neither in the change nor in changes reads its comments and writes none', async () => {
  const { path, api, viewer, work } = await commented();

  expect((await viewer.post(path, { text: 'Hello.' })).body).toMatchObject({ status: 403, code: 'change/not-yours' });
  expect((await api.asCaller({ ...work.anna, roles: [] }).post(path, { text: 'Asked to decide, without a role.' })).status).toBe(201);
});
