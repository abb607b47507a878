import { startChange } from '../../shared/application/change/start-change.ts';
import type { Caller } from '../../shared/domain/access.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import { policyDesk } from './policies.ts';
import { asFunction } from './table-calls.ts';

/** A desk with the CI `orders-api`, for which Otto is on call. */
export const emergencyDesk = async () => {
  const desk = await policyDesk();
  const otto = await desk.person('Otto', 'change-requester');
  const onCall = await desk.group('orders on call', otto);
  const api = await desk.ci('orders-api', { contactGroups: [{ group: onCall, role: 'on-call' }] });
  const emergency = { type: 'emergency' as const, items: [api], window: { length: 'PT1H' }, implementer: undefined };
  const start = (change: Pick<Change, 'id'>, caller: Caller = otto) => startChange(desk.context)(change.id, caller);
  /** An emergency that Otto has requested and started before its approval. */
  const started = async (fields: Parameters<typeof desk.request>[0] = {}) => start(await desk.awaiting({ ...emergency, ...fields }, otto));
  const unauthorized = async () => (await desk.world.unauthorizedChanges.page({ limit: 100 }, {})).items;
  return { ...desk, otto, onCall, api, emergency, start, started, unauthorized };
};

/** A function that rejects an emergency which was started before its approval, and finds another one late. */
export const judgedBy = (name: string) => async (): Promise<void> => {
  const desk = await emergencyDesk();
  const change = await desk.started();
  const late = await desk.started({ items: [await desk.ci('web-2', { contactGroups: [{ group: desk.onCall, role: 'on-call' }] })] });
  if (name === 'changes' || name === 'approvals') await asFunction(name, () => desk.vote(change, desk.anna, 'reject', 'Not needed.'));
  desk.clock.set(late.retrospective?.due ?? '');
  await asFunction(name, () => desk.advance(late));
};
