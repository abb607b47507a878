import { expect, it } from '@jest/globals';
import type { DemoRole } from '../../infra/local/people.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import { hour } from '../../shared/domain/clock.ts';
import { deployedDesk } from '../support/deployed-desk.ts';

const desk = deployedDesk();
const decide = (role: DemoRole, { id, revision }: Change) =>
  desk.as(role).post(`/v1/changes/${id}/decisions`, { decision: 'approve', revision });

/** Makes this many things, some at a time. */
const inGroups = async <Made>(count: number, atOnce: number, make: () => Promise<Made>): Promise<readonly Made[]> => {
  const all: Made[] = [];
  while (all.length < count) all.push(...(await Promise.all(Array.from({ length: atOnce }, make))));
  return all;
};

/** Two changes on one CI at the same time that await approval. */
const rivalsOn = async (ci: string) => {
  const body = { items: [ci], window: desk.window({}, hour) };
  return Promise.all([desk.awaiting(body), desk.awaiting(body)]);
};

it('T8 when two changes on one CI at the same time are approved at once, one is scheduled and the other shows the conflict (ten races)', async () => {
  const races = await inGroups(10, 5, async () => rivalsOn(await desk.ci()));
  expect(races).toHaveLength(10);

  for (const rivals of races) {
    const { items, window } = rivals[0];
    const answers = await Promise.all([decide('approver', rivals[0]), decide('change-manager', rivals[1])]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [one, other] = await Promise.all(rivals.map(({ id }) => desk.read(id)));
    expect([one?.status, other?.status].sort()).toEqual(['awaiting-approval', 'scheduled']);
    const [winner, loser] = one?.status === 'scheduled' ? [one, other] : [other, one];
    expect(loser).toMatchObject({ approvals: { needed: 1, given: 1 } });
    const blocking = loser?.conflicts.filter(({ severity }: { readonly severity: string }) => severity === 'blocking');
    expect(blocking).toMatchObject([{ kind: 'same-ci', change: winner?.id, items }]);
    expect((await desk.suppressionOf(items[0] ?? '', window?.start)).reasons).toMatchObject([{ change: winner?.id }]);
  }
}, 240_000);
