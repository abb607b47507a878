import { minute } from '../../shared/domain/clock.ts';
import { type apiOf, idOf } from './api.ts';

type Api = Pick<ReturnType<typeof apiOf>, 'as' | 'world' | 'records' | 'clock'>;

/** Deletes a CI, a person and a policy that many changes once named: a step clears these namings first. */
export const formerNamings = async ({ as, world, records, clock }: Api): Promise<void> => {
  const [admin, cis, manager] = [as('admin'), as('configuration-manager'), as('change-manager')];
  const { body: ci } = await cis.post('/v1/configuration-items', { name: 'web-2', class: 'server' });
  const { body: ada } = await admin.post('/v1/people', { name: 'Ada', email: 'ada@quiesce.test', zone: 'UTC' });
  const { body: policy } = await manager.post('/v1/approval-policies', { name: 'lab', order: 1, levels: [] });
  const named = [
    { noun: 'item', id: ci.id },
    { noun: 'person', id: ada.id },
    { noun: 'approval-policy', id: policy.id },
  ] as const;
  for (let n = 0; n < 500; n += 1) {
    const naming = { user: { noun: 'change', id: idOf(n + 1_000) }, userVersion: 1, at: clock.now() } as const;
    await records.writeOnce(world.namings.announce(naming, named));
  }
  clock.advance(2 * minute);
  await cis.delete(`/v1/configuration-items/${ci.id}`, { 'if-match': '*' });
  await admin.delete(`/v1/people/${ada.id}`, { 'if-match': '*' });
  await manager.delete(`/v1/approval-policies/${policy.id}`, { 'if-match': '*' });
};
