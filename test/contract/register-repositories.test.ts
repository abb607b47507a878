import { beforeAll, describe, expect, it } from '@jest/globals';
import { moveAsset } from '../../shared/application/asset/move-asset.ts';
import { registerAsset } from '../../shared/application/asset/register-asset.ts';
import { renameValue } from '../../shared/application/asset/rename-value.ts';
import { checkIn } from '../../shared/application/assignment/check-in.ts';
import { checkOut } from '../../shared/application/assignment/check-out.ts';
import { recordCost } from '../../shared/application/cost/record-cost.ts';
import { assignSeat } from '../../shared/application/license/assign-seat.ts';
import { addTerm } from '../../shared/application/license/manage-terms.ts';
import { addMember } from '../../shared/application/pool/change-members.ts';
import { createPool } from '../../shared/application/pool/manage-pools.ts';
import type { Caller } from '../../shared/domain/access.ts';
import { AssetDraft } from '../../shared/domain/asset/asset.ts';
import { assetFilterPostings } from '../../shared/domain/asset/asset-postings.ts';
import { AssignmentDraft } from '../../shared/domain/assignment/assignment.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { type World, worldOn } from '../support/world.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

describe.each(recordsKinds)('the repositories of the register of assets on %s', (_, open) => {
  let world: World;
  beforeAll(async () => {
    world = worldOn(await open());
  });
  const manager: Caller = {
    kind: 'client',
    id: '01900000-0000-7000-8000-000000000001',
    roles: ['asset-manager'],
    teams: [],
    responsible: 'x',
  };
  const today = () => world.clock.now().slice(0, 10);
  const asset = (fields: object) => registerAsset(world)(AssetDraft().parse({ kind: 'hardware', name: 'a laptop', ...fields }), manager);
  const to = (draft: object) => AssignmentDraft().parse(draft);
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

  it('T11 assets are listed by their postings, also after they were changed', async () => {
    const [one, other] = [await asset({ vendor: 'Posted', location: 'A' }), await asset({ vendor: 'Posted', location: 'B' })];
    const page = (filters: object) => world.assets.page({ limit: 10 }, assetFilterPostings(filters));

    expect(ids((await page({ vendor: 'Posted' })).items)).toEqual([one.id, other.id]);
    expect(ids((await page({ vendor: 'Posted', location: 'B' })).items)).toEqual([other.id]);
    await moveAsset(world)(one.id, { to: 'retired', date: today() }, manager);
    expect(ids((await page({ vendor: 'Posted', status: 'retired' })).items)).toEqual([one.id]);
  });

  it('A1 A2 facts and assignments are kept in order, and the list of a holder ends with the assignment', async () => {
    const { id } = await asset({});
    const rack = await asset({ name: 'a rack' });
    const first = await checkOut(world)(id, to({ item: rack.id }), manager);

    expect(ids(await world.assignments.heldBy({ noun: 'item', id: rack.id }))).toEqual([first.id]);
    await checkIn(world)(id, first.id, {}, manager);
    const second = await checkOut(world)(id, to({ location: 'Desk' }), manager);

    expect(await world.assignments.heldBy({ noun: 'item', id: rack.id })).toEqual([]);
    expect(ids((await world.assignments.page(id, { limit: 1 })).items)).toEqual([second.id]);
    expect((await world.assetFacts.of(id)).map((fact) => fact.kind === 'status' && fact.to)).toEqual(['in-use', 'in-stock', 'in-use']);
  });

  it('A2 of many who check an asset out at once, one does', async () => {
    const { id } = await asset({});

    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (__, n) => checkOut(world)(id, to({ location: `Desk ${n}` }), manager)),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('A9 values are counted in order, and renamed', async () => {
    const [first] = await Promise.all(['cc/2', 'cc#1', 'cc/2'].map((costCenter) => asset({ costCenter })));
    const id = first?.id ?? '';
    const ours = async () =>
      (await world.listedValues.page('costCenter', { limit: 200 })).items.filter(({ name }) => name.startsWith('cc'));

    expect(await ours()).toEqual([
      { name: 'cc#1', assets: 1 },
      { name: 'cc/2', assets: 2 },
    ]);
    expect(await renameValue(world)('costCenter', { from: 'cc/2', to: 'cc#1' }, manager)).toEqual({
      ...{ renamed: 2, refused: [], more: false },
    });
    expect(await ours()).toEqual([{ name: 'cc#1', assets: 3 }]);

    const holders = (limit: number, after?: string) => world.listedValues.holders('costCenter', 'cc#1', { limit, after });
    const inOrder = await holders(9);
    expect(inOrder).toEqual(inOrder.toSorted());
    expect([await holders(2), await holders(2, inOrder[1])]).toEqual([inOrder.slice(0, 2), inOrder.slice(2)]);

    const takenOff = world.listedValues.removeHolder({ field: 'costCenter', value: 'cc#1' }, id);
    await world.store.commit([world.assets.unchanged(id, await world.assets.find(id)), ...takenOff]);
    expect(await ours()).toEqual([{ name: 'cc#1', assets: 2 }]);
  });

  it('A6 a pool counts its working members, whoever changes them at once', async () => {
    const members = await Promise.all([1, 2, 3, 4].map(() => asset({})));
    const { id } = await createPool(world)({ name: `pool ${members[0]?.id}`, minimumWorking: 0, members: [] }, manager);

    await Promise.all(members.map((member) => addMember(world)(id, member.id, manager)));

    expect(await world.pools.get(id)).toMatchObject({ size: 4, working: 4 });
  });

  it('A3 A5 costs, terms and seats: of many callers for the last seat one gets it', async () => {
    const { id } = await asset({ kind: 'subscription', license: { metric: 'concurrent' } });
    await recordCost(world)(id, { kind: 'other', date: today(), amount: eur('5.00') }, manager);
    await addTerm(world)(id, { start: today(), end: '2099-12-31', quantity: 1, cost: eur('12.00') }, manager);

    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => assignSeat(world)(id, { quantity: 1 }, manager)));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.licenses.assigned(id, 10)).toHaveLength(1);
    expect((await world.costs.of(id)).map(({ amount }) => amount)).toEqual([eur('5.00')]);
  });

  it('A5 what expires is listed by its date, and removed with it', async () => {
    const { id } = await asset({ warrantyEnd: '2098-07-01' });

    const found = await world.reminders.between('2098-06-01', '2098-07-31', { limit: 10 });

    expect(found.items.map(({ kind, of, date }) => [kind, of, date])).toEqual([['warranty', id, '2098-07-01']]);
  });
});
