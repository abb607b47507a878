import { expect, it } from '@jest/globals';
import { minute } from '../../../shared/domain/clock.ts';
import { deskWithMachine } from '../../support/workflow.ts';

it('P1 a change of low risk outside production is approved at once, by the policy that ships and its version', async () => {
  const desk = await deskWithMachine();
  const item = await desk.ci('staging-1', { environment: 'staging', criticality: 'moderate' });
  const { id } = await desk.request({ items: [item] });

  await desk.machine.settle();

  const change = await desk.world.changes.get(id);
  expect(change).toMatchObject({ status: 'scheduled', risk: 'low', approvals: { needed: 0, given: 0 } });
  expect(change.pinned).toMatchObject({ policy: 'low-risk-outside-production', policyVersion: 1, groups: [] });
  const events = await desk.world.events.of({ type: 'change', id });
  expect(events.map(({ name }) => name)).not.toContain('ApprovalRequested');
  expect(events.find(({ name }) => name === 'ChangeApproved')).toMatchObject({
    actor: 'system',
    body: { policy: 'low-risk-outside-production', policyVersion: 1 },
  });
});

it('P1 the sweep approves it if the workflow does not', async () => {
  const desk = await deskWithMachine();
  const item = await desk.ci('staging-1', { environment: 'staging' });
  const change = await desk.awaiting({ items: [item] });

  expect(change.status).toBe('awaiting-approval');
  desk.clock.advance(minute);
  await desk.machine.sweep();

  expect((await desk.world.changes.get(change.id)).status).toBe('scheduled');
});

it.each([{}, { environment: 'Production' }, { environment: 'prod' }, { environment: 'staging', criticality: 'high' as const }])(
  'P1 a change of a CI with %j needs approval',
  async (fields) => {
    const desk = await deskWithMachine();
    const item = await desk.ci('node-1', fields);

    expect((await desk.awaiting({ items: [item] })).pinned?.policy).toBe('default');
  },
);

it('P1 one item in production among others is enough to ask for approval', async () => {
  const desk = await deskWithMachine();
  const items = [await desk.ci('staging-1', { environment: 'staging' }), desk.server];

  expect((await desk.awaiting({ items })).pinned?.policy).toBe('default');
});
