import { advanceChange } from '../../shared/application/change/advance-change.ts';
import { hour, minute, plus } from '../../shared/domain/clock.ts';
import { noon } from './changes.ts';
import { storeAway } from './in-memory-records.ts';
import { serviceDesk } from './services.ts';
import { asFunction } from './table-calls.ts';

const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };

/** A service that depends on what is changed has a downtime budget: what other windows use of it is read when a change is scheduled. */
const budget = { downtimeBudget: { per: 'month', length: 'PT1H' } };

/** An approved change that another change blocks is tried again by the function. */
export const blocked = (name: string) => async () => {
  const desk = await serviceDesk(budget);
  const [first, second] = [await desk.awaiting({ window }), await desk.awaiting({ window })];
  await desk.vote(first, desk.anna);
  const vote = () => desk.vote(second, desk.abe);
  if (name === 'changes' || name === 'approvals') return asFunction(name, vote);
  await vote();
  desk.clock.advance(minute);
  return asFunction(name, () => advanceChange(desk.context)(second.id));
};

/** A change that was approved while the store was busy is scheduled by the function. */
export const approvedInVain = (name: string) => async () => {
  const desk = await serviceDesk(budget);
  const change = await desk.awaiting({ window });
  let commits = 0;
  desk.records.before = (operation) => {
    if (operation === 'commit') commits += 1;
    if (commits > 1) storeAway();
  };
  await desk.vote(change, desk.anna);
  desk.records.before = () => undefined;
  await asFunction(name, () => advanceChange(desk.context)(change.id));
};
