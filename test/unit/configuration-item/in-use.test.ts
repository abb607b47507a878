import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { editChange } from '../../../shared/application/change/edit-change.ts';
import { deleteConfigurationItem } from '../../../shared/application/configuration-item/delete-configuration-item.ts';
import { isDomainError } from '../../../shared/domain/errors.ts';
import { idOf } from '../../support/api.ts';
import { changeDesk } from '../../support/changes.ts';

const inUse = (...details: readonly string[]) => ({
  kind: 'conflict',
  code: 'configuration-item/in-use',
  errors: details.map((detail) => ({ pointer: '/path/id', code: 'configuration-item/in-use', detail: expect.stringContaining(detail) })),
});

type Desk = Awaited<ReturnType<typeof changeDesk>>;
const externalReference = { system: 'jira', id: 'OPS-1' };

/** A desk with a CI that was never live. */
const deskWithCi = async () => {
  const desk = await changeDesk();
  const item = await desk.ci('new-1', { stage: 'build' });
  const remove = () => deleteConfigurationItem(desk.world)(item, 'any', { caller: desk.max });
  return { ...desk, item, remove };
};

it('C4 a CI that a draft names is not deleted, until the draft no longer names it', async () => {
  const desk = await deskWithCi();
  const draft = await desk.request({ items: [desk.item, desk.server], submit: false });
  await expect(desk.remove()).rejects.toMatchObject(inUse(`change ${draft.number}`));

  await editChange(desk.context)(draft.id, { items: [desk.server] }, { ifMatch: [1], caller: desk.rita });
  await desk.remove();

  expect(await desk.world.configurationItems.findMany([desk.item])).toEqual([]);
});

it.each(['awaiting', 'scheduled', 'implementing'] as const)(
  'C4 a CI of a change (%s) is not deleted, until the change has ended',
  async (status) => {
    const desk = await deskWithCi();
    const change = await desk[status]({ items: [desk.item] });
    await expect(desk.remove()).rejects.toMatchObject(inUse(`change ${change.number}`, `window ${change.windowId}`));

    await cancelChange(desk.context)(change.id, 'no', desk.rita);
    await desk.remove();

    expect(await desk.world.configurationItems.findMany([desk.item])).toEqual([]);
  },
);

it('C4 a CI that 25 changes name is not deleted, and the first twenty of them are named', async () => {
  const desk = await deskWithCi();
  for (let n = 0; n < 25; n += 1) await desk.request({ items: [desk.item], submit: false });

  await expect(desk.remove()).rejects.toMatchObject(inUse(...Array.from({ length: 20 }, () => 'names it and is draft')));
});

it('C4 a change and the deletion of its CI at the same moment: never both, wherever one of them interrupts the other', async () => {
  const outcomes = new Set<string>();
  for (let step = 0; step < 14; step += 1) {
    for (const submit of [true, false]) {
      const desk = await deskWithCi();
      let operations = 0;
      let other: Promise<unknown> | undefined;
      desk.records.before = async () => {
        operations += 1;
        if (operations !== step + 1) return;
        other = desk.remove().catch((error: unknown) => error);
        await other;
      };
      const request = await desk.request({ items: [desk.item], submit }).catch((error: unknown) => error);
      const removal = await (other ?? desk.remove().catch((error: unknown) => error));

      expect([isDomainError(request), isDomainError(removal)]).not.toEqual([false, false]);
      outcomes.add(isDomainError(removal) ? 'kept' : 'deleted');
    }
  }
  expect([...outcomes].sort()).toEqual(['deleted', 'kept']);
});

/** What is there before the request, and the fields for which it is refused. */
type Refusal = readonly [
  why: string,
  before: (desk: Desk) => Promise<unknown>,
  fields: { readonly items?: readonly string[]; readonly externalReference?: object; readonly window?: undefined },
];
const refusals: readonly Refusal[] = [
  ['a window in conflict', (desk: Desk) => desk.scheduled(), {}],
  ['a taken external reference', (desk: Desk) => desk.request({ externalReference, submit: false }), { externalReference }],
  ['an item that does not exist', async () => undefined, { items: [idOf(77)] }],
  ['a window that is missing', async () => undefined, { window: undefined }],
];

it.each(refusals)('C4 a request that is refused keeps no CI from being deleted: %s', async (_, before, fields) => {
  const desk = await deskWithCi();
  await before(desk);

  const { items = [desk.database], ...others } = fields;
  const refused = desk.request({ ...(others as object), items: [...items, desk.item] });
  await expect(refused).rejects.toMatchObject({ name: 'DomainError' });
  await desk.remove();

  expect(await desk.world.configurationItems.findMany([desk.item])).toEqual([]);
});

it('C4 a CI that is deleted while its change is being stored: the change is refused, and keeps no other CI from being deleted', async () => {
  const desk = await deskWithCi();
  const other = await desk.ci('new-2', { stage: 'build' });
  desk.records.before = async (operation) => {
    if (operation !== 'writeOnce') return;
    desk.records.before = async () => undefined;
    await deleteConfigurationItem(desk.world)(other, 'any', { caller: desk.max });
  };

  await expect(desk.request({ items: [desk.item, other], submit: false })).rejects.toBeDomainError('item/unknown');
  await desk.remove();

  expect(await desk.world.configurationItems.findMany([desk.item, other])).toEqual([]);
});

it('C4 the deletion sees a change that names the CI while it is under way', async () => {
  const desk = await deskWithCi();
  let isFirst = true;
  desk.records.before = async (operation) => {
    if (operation !== 'commit' || !isFirst) return;
    isFirst = false;
    await desk.request({ items: [desk.item], submit: false });
  };

  await expect(desk.remove()).rejects.toMatchObject(inUse('names it and is draft'));
});
