import { hour, plus } from '../../../shared/domain/clock.ts';
import type { Cost } from './cost.ts';
import { declaredCosts } from './people.ts';
import { type CostScene, cost } from './scene.ts';

const policy = (_: CostScene, name: string) => ({
  ...{ name, order: 1, match: { environment: 'production' } },
  levels: [{ group: 'approvers', needs: '2/3' }],
});

/** Twenty policies, of which the last is for every change. */
const manyPolicies = async ({ max, bodyOf }: CostScene): Promise<void> => {
  for (let n = 0; n < 20; n += 1) {
    const match = n === 19 ? {} : { class: 'storage' };
    await bodyOf(
      max.post('/v1/approval-policies', { name: `policy ${n}`, order: n, match, levels: [{ group: 'approvers', needs: '2/3' }] }),
    );
  }
};

const template = (_: CostScene, name: string) => ({ name, change: { title: 'Restart' }, bounds: { maxLength: 'PT1H', maxItems: 1 } });

/** A delegation of a person to another one, who is new. */
const delegation = async ({ person, clock }: CostScene, name: string) => ({
  ...{ to: (await person(`delegate-${name}`)).caller.id, start: clock.now(), end: plus(clock.now(), hour) },
});

/** Approval policies, change templates, delegations, and changes under many of them. */
export const policyCosts: readonly Cost[] = [
  ...declaredCosts({
    title: 'ChangeTemplate',
    path: '/v1/change-templates',
    body: template,
    patch: { preApproved: true },
    by: ({ max }) => max,
  }),
  cost(
    'requestChange',
    'by short-maintenance, started at once',
    async ({ rita, database }) =>
      () =>
        rita.post('/v1/changes', { template: 'short-maintenance', items: [database], start: true }),
  ),
  ...declaredCosts({
    ...{ title: 'ApprovalPolicy', titles: 'ApprovalPolicies', path: '/v1/approval-policies' },
    ...{ body: policy, patch: { order: 2 }, by: ({ max }) => max },
  }),
  ...declaredCosts({
    ...{ title: 'Delegation', path: '/v1/delegations' },
    ...{ body: delegation, patch: { reason: 'ill' }, by: ({ max }) => max },
  }),
  cost('decideOnChange', 'as a delegate', async (scene) => {
    const { anna, clock, person, bodyOf, awaiting } = scene;
    const bo = await person('Bo');
    await bodyOf(anna.post('/v1/delegations', { to: bo.caller.id, start: clock.now(), end: plus(clock.now(), hour) }));
    const { id, revision } = await awaiting();
    return () => bo.post(`/v1/changes/${id}/decisions`, { decision: 'approve', revision, for: anna.caller.id });
  }),
  cost('submitChange', 'one CI, with twenty policies', async (scene) => {
    await manyPolicies(scene);
    const { id } = await scene.draft();
    return () => scene.rita.post(`/v1/changes/${id}/submit`);
  }),
  cost('decideOnChange', 'a share of a group of three', async (scene) => {
    await manyPolicies(scene);
    const { id, revision } = await scene.awaiting();
    return () => scene.anna.post(`/v1/changes/${id}/decisions`, { decision: 'approve', revision });
  }),
];
