import { finishChange } from '../../shared/application/change/finish-change.ts';
import { reviewChange } from '../../shared/application/change/review-change.ts';
import type { Approval } from '../../shared/domain/approval/approval.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { changeDesk } from './changes.ts';
import { deskApi } from './desk-api.ts';

export type DutyDesk = Awaited<ReturnType<typeof changeDesk>>;

/** A change that Rita requested, Anna approved, Ian implemented and Max reviewed. */
export const reviewedChange = async (desk: DutyDesk): Promise<Change> => {
  const { id } = await desk.implementing();
  const finished = await finishChange(desk.context)(id, { outcome: 'with-issues' }, desk.ian);
  return reviewChange(desk.context)(finished.id, 'as planned', desk.max);
};

/** Changes a stored change past all rules, as somebody with access to the table can. */
export const plantedChange = async ({ world }: DutyDesk, change: Change, fields: Partial<Change>): Promise<void> =>
  world.store.commit(world.changes.save({ ...change, ...fields, version: change.version + 1 } as Change, change));

export const dutiesReport = async (desk: DutyDesk, query = 'from=2026-11-01&to=2026-11-30', headers = {}) =>
  (await deskApi(desk)).as('auditor').get(`/v1/reports/segregation-of-duties?${query}`, headers);

/** Stores another decision on a change past all rules. */
export const plantedVote = async ({ world }: DutyDesk, change: Change, fields: Partial<Approval>): Promise<void> => {
  const [decision] = await world.changes.decisions(change.id, change.scope?.revision ?? 1);
  if (!decision) throw new Error('nobody decided');
  await world.store.commit([world.changes.saveDecision({ ...decision, id: world.ids.next(), version: 1, ...fields })]);
};
