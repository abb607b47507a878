import { expect, it } from '@jest/globals';
import { chunksOf } from '../../../shared/domain/change/scope.ts';
import { idOf } from '../../support/api.ts';
import { approvalsApi, changeId } from '../../support/approvals.ts';

const withScope = async (count: number, suppress = true) => {
  const window = { start: '2026-11-25T02:00:00.000Z', end: '2026-11-25T04:00:00.000Z', mode: 'planned' as const, suppress };
  const api = await approvalsApi({ scope: { digest: 'd', count, revision: 1 }, window });
  const items = Array.from({ length: count }, (_, n) => ({ item: idOf(5_000 + n), mask: 1 }));
  await api.world.store.commit(chunksOf(changeId, 1, 'd', items).map(api.world.changes.saveScope));
  return (await api.get(await api.ask())).body as string;
};

it('H1 the page lists the CIs of the frozen scope: fifty by name, and the number of the others', async () => {
  const body = await withScope(1_200);

  expect(body).toContain('Alerts of 1200 configuration items would be suppressed');
  expect(body).toContain('and 1150 more');
});

it('H1 the page lists all CIs of a small scope', async () => {
  const body = await withScope(1);

  expect(body).toContain('Alerts of 1 configuration item would be suppressed');
  expect(body).not.toContain(' more</p>');
});

it('W2 the page of a change that suppresses no alerts says so', async () => {
  expect(await withScope(2, false)).toContain('Nothing would be suppressed');
});
