import { expect, it } from '@jest/globals';
import type { RelationType } from '../../../shared/domain/configuration-item/configuration-item.ts';
import { idOf } from '../../support/api.ts';
import { approvalsApi, changeId } from '../../support/approvals.ts';
import { aConfigurationItem, byTest } from '../../support/items.ts';
import { scopeChunks } from '../../support/reservations.ts';

const withScope = async (count: number, suppress = true) => {
  const window = { start: '2026-11-25T02:00:00.000Z', end: '2026-11-25T04:00:00.000Z', mode: 'planned' as const, suppress };
  const api = await approvalsApi({ scope: { digest: 'd', count, revision: 1 }, window });
  const items = Array.from({ length: count }, (_, n) => ({ item: idOf(5_000 + n), mask: 1 }));
  await api.world.store.commit(scopeChunks({ change: changeId, revision: 1, digest: 'd' }, items).map(api.world.changes.saveScope));
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

const namedItem = idOf(50);

/** The page of a change of one CI, when each of the given CIs has a relation of this type to it. */
const withRelations = async (relations: readonly { type: RelationType; name: string }[]) => {
  const api = await approvalsApi();
  const others = relations.map(({ type, name }) => ({ type, ci: aConfigurationItem({ name }) }));
  const edges = others.map(({ type, ci }) => ({ type, item: ci.id }));
  for (const { ci } of others) await api.world.store.commit(api.world.configurationItems.save(ci, byTest));
  await api.world.store.commit([api.world.relations.save({ item: namedItem, direction: 'in', shard: 0, version: 1, edges })]);
  return (await api.get(await api.ask())).body as string;
};

it('P5 the page names what depends on the CIs of the change and what stands by for them', async () => {
  const body = await withRelations([
    { type: 'depends-on', name: 'orders <b>' },
    { type: 'runs-on', name: 'catalog' },
    { type: 'standby-of', name: 'db-2' },
  ]);

  expect(body).toContain('<dt>Depends on it</dt><dd>orders &lt;b&gt;, catalog</dd>');
  expect(body).toContain('<dt>Stands by for it</dt><dd>db-2</dd>');
});

it('P5 the page names the first twenty dependants, counts the others, and says so if nothing stands by', async () => {
  const body = await withRelations(Array.from({ length: 25 }, (_, n) => ({ type: 'depends-on' as const, name: `service-${n}` })));

  expect(body).toContain('service-19 and 5 more');
  expect(body).not.toContain('service-20');
  expect(body).toContain('<dt>Stands by for it</dt><dd>nothing that is registered</dd>');
});

it('P5 the page says how long the window is', async () => {
  expect(await withRelations([])).toContain('<dt>Length</dt><dd>2 h</dd>');
});
