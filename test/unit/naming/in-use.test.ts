import { expect, it } from '@jest/globals';
import { minute } from '../../../shared/domain/clock.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { register } from '../../support/directory-register.ts';
import { star } from '../../support/use.ts';
import { receiver, uses } from '../../support/uses.ts';

const cases = uses.map((one) => [one[0], one[1], one] as const);

it.each(cases)('I8 %s: %s is not deleted, and can be as soon as it is no longer named', async (code, _, [, , of, use, says, release]) => {
  const made = await register();
  const [path, id] = of(made);
  const remove = () => made.admin.delete(`/v1/${path}/${id}`, star);
  expect((await use(made)).status).toBeLessThan(300);

  const refused = await remove();
  expect(refused).toMatchObject({
    status: 409,
    body: { code, errors: [{ pointer: code === 'class/in-use' ? '/path/name' : '/path/id', code, detail: expect.stringContaining(says) }] },
  });
  expect((await release(made)).status).toBeLessThan(300);

  expect((await remove()).status).toBe(204);
});

it.each(cases)(
  'I8 %s: %s and its deletion at the same moment: never both, wherever one of them interrupts the other',
  async (_, __, [, , of, use]) => {
    const outcomes = new Set<string>();
    for (const isInterrupted of ['use', 'removal'] as const) {
      // After the last operation of the first request, nothing interrupts it any more, and the second comes after it.
      for (let step = 0, interrupts = true; interrupts; step += 1) {
        const made = await register();
        const [path, id] = of(made);
        const requests = { use: () => use(made), removal: () => made.admin.delete(`/v1/${path}/${id}`, star) };
        const later = isInterrupted === 'use' ? 'removal' : 'use';
        let operations = 0;
        let second: Promise<ApiAnswer> | undefined;
        made.records.before = async () => {
          operations += 1;
          if (operations === step + 1) {
            second = requests[later]();
            await second;
          }
        };
        const first = await requests[isInterrupted]();
        interrupts = second !== undefined;
        const answers = [first, await (second ?? requests[later]())].map(({ status }) => status);

        expect(answers.filter((status) => status < 300)).toHaveLength(1);
        expect(answers).not.toContain(500);
        outcomes.add(String(answers[isInterrupted === 'removal' ? 0 : 1]));
      }
    }
    expect([...outcomes].sort()).toContain('204');
    expect(outcomes.size).toBeGreaterThan(1);
  },
);

it('I8 a group that a submitted change asks is not deleted, also if its CI no longer has it, until the change has ended', async () => {
  const { admin, made, ada, asBob, other, group: id, clock } = await register();
  await admin.patch(`/v1/people/${ada}`, { roles: ['approver'] });
  await admin.patch(`/v1/contact-groups/${id}`, { members: [{ person: ada }] });
  const path = `/v1/configuration-items/${other}`;
  await admin.patch(path, { contactGroups: [{ group: id, role: 'approver' }] });
  const [start, end] = ['2026-11-24T04:00:00.000Z', '2026-11-24T05:00:00.000Z'];
  const change = await asBob.post('/v1/changes', { title: 'Upgrade', plan: 'x', items: [other], window: { start, end }, submit: true });
  expect(change.status).toBe(201);
  await admin.patch(path, { contactGroups: [] });
  await made('contact-groups', { name: 'approvers' });
  clock.advance(2 * minute);

  const refused = await admin.delete(`/v1/contact-groups/${id}`, star);
  const errors = [{ detail: expect.stringContaining('asks this group and is assessing') }];
  expect(refused).toMatchObject({ status: 409, body: { code: 'contact-group/in-use', errors } });
  await asBob.post(`/v1/changes/${change.body.id}/cancel`, { reason: 'no' });
  expect((await admin.delete(`/v1/contact-groups/${id}`, star)).status).toBe(204);
});

it('I8 the template of a submitted change is not deleted, so that its window can be edited, until the change has ended', async () => {
  const { admin, ada, asBob, other, group: id, template } = await register();
  await admin.patch(`/v1/people/${ada}`, { roles: ['approver'] });
  await admin.patch(`/v1/contact-groups/${id}`, { members: [{ person: ada }] });
  await admin.patch(`/v1/configuration-items/${other}`, { contactGroups: [{ group: id, role: 'approver' }] });
  const window = { start: '2026-11-24T04:00:00.000Z', end: '2026-11-24T05:00:00.000Z' };
  const { body: change } = await asBob.post('/v1/changes', { template: 'restart', plan: 'x', items: [other], window, submit: true });

  const refused = await admin.delete(`/v1/change-templates/${template}`, star);
  const errors = [{ detail: expect.stringContaining('was made from this template and is assessing') }];
  expect(refused).toMatchObject({ status: 409, body: { code: 'change-template/in-use', errors } });
  const later = { ...window, start: '2026-11-24T04:30:00.000Z' };
  expect(await asBob.patch(`/v1/changes/${change.id}`, { window: later })).toMatchObject({ status: 200, body: { window: later } });
  await asBob.post(`/v1/changes/${change.id}/cancel`, { reason: 'no' });
  expect((await admin.delete(`/v1/change-templates/${template}`, star)).status).toBe(204);
});

it('I8 a team that 25 people are in is not deleted, the first twenty are named, and all must leave', async () => {
  const { admin, made, team: id } = await register();
  const people: string[] = [];
  for (let n = 0; n < 25; n += 1)
    people.push(await made('people', { name: `P${n}`, email: `p${n}@quiesce.test`, zone: 'UTC', teams: [id] }));

  expect((await admin.delete(`/v1/teams/${id}`, star)).body.errors).toHaveLength(20);
  for (const one of people.slice(0, 24)) await admin.patch(`/v1/people/${one}`, { teams: [] });
  expect((await admin.delete(`/v1/teams/${id}`, star)).body.errors).toMatchObject([{ detail: expect.stringContaining(people[24] ?? '') }]);
});

it('X1 a person in use can be marked as departed, and an outdated version is refused before the users are named', async () => {
  const { admin, bob } = await register();

  expect((await admin.delete(`/v1/people/${bob}`, star)).body.code).toBe('person/in-use');
  expect((await admin.delete(`/v1/people/${bob}`, { 'if-match': '"7"' })).status).toBe(412);
  expect((await admin.patch(`/v1/people/${bob}`, { departed: '2026-11-01' })).status).toBe(200);
});

it('I8 a group of a hundred members is created in one write, and none of its members is deleted', async () => {
  const { admin, made, records } = await register();
  const members: { person: string }[] = [];
  for (let n = 0; n < 100; n += 1)
    members.push({ person: await made('people', { name: `P${n}`, email: `p${n}@quiesce.test`, zone: 'UTC' }) });
  let rows = 0;
  records.before = (operation, writes) => {
    if (operation === 'commit') rows = Math.max(rows, writes?.length ?? 0);
  };

  expect((await admin.post('/v1/contact-groups', { name: 'all', members })).status).toBe(201);
  expect(rows).toBe(3);
  expect((await admin.delete(`/v1/people/${members[99]?.person}`, star)).status).toBe(409);
});

it('I8 what cannot be read counts as a user', async () => {
  const { admin, made, records, team: id } = await register();
  const monitor = await made('monitors', { name: 'prometheus', receiver, ownerTeam: id });
  const row = records.all().find(({ pk }) => pk === `MONITOR#${monitor}`);
  if (!row) throw new Error('the monitor is not stored');
  const broken = { kind: 'put', label: 'broken', key: row, row: { ...row, data: { ...row.data, name: 7 } }, when: 'any' } as const;
  await records.commit([broken]);

  const refused = await admin.delete(`/v1/teams/${id}`, star);
  expect(refused).toMatchObject({ status: 409, body: { errors: [{ detail: expect.stringContaining('cannot be read') }] } });
});

it('I8 a refused request keeps nobody from being deleted', async () => {
  const { admin, ada } = await register();
  const refused = await admin.post('/v1/contact-groups', { name: 'on call', members: [{ person: ada }] });

  expect([refused.status, (await admin.delete(`/v1/people/${ada}`, star)).status]).toEqual([409, 204]);
});

it('I8 an edit that named a person and was not stored counts for one minute', async () => {
  const { admin, made, ada, group, clock } = await register();
  await made('contact-groups', { name: 'taken' });
  await admin.patch(`/v1/contact-groups/${group}`, { name: 'taken', members: [{ person: ada }] });

  const refused = await admin.delete(`/v1/people/${ada}`, star);
  expect(refused).toMatchObject({ status: 409, body: { errors: [{ detail: expect.stringContaining('just being edited') }] } });
  clock.advance(minute);
  expect((await admin.delete(`/v1/people/${ada}`, star)).status).toBe(204);
});
