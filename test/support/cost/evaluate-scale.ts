import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import { day, hour, type Instant, plus } from '../../../shared/domain/clock.ts';
import { aWorld, time } from '../alerts.ts';
import { idOf } from '../api.ts';
import type { Usage } from '../in-memory-records.ts';

const now = time('22:10');

interface EvaluateCase {
  readonly windows: number;
  /** How many of them start within the range that a decision queries, from 14 days before to 24 h after. The others start long before. */
  readonly inRange: number;
}

/** The start of the n-th window: an hour ago within the range, otherwise one more each day, from 20 days ago backwards. */
const startOf = (n: number, inRange: number): Instant => (n < inRange ? plus(now, -hour) : plus(now, -(20 + (n % 3_000)) * day));

/** A CI with many windows over the metered table, and a call that decides on it. */
export const ciWithWindows = async ({ windows, inRange }: EvaluateCase) => {
  const { ci, world, records } = await aWorld({ start: '22:10' });
  const id = await ci('db-1', { id: idOf(500_000) });
  const agreedAt = '2010-01-01T00:00:00.000Z';
  const meta = { version: 1, createdAt: agreedAt, updatedAt: agreedAt };
  for (let n = 0; n < windows; n += 1) {
    const [window, start] = [idOf(600_000 + n), startOf(n, inRange)];
    const end = plus(start, 4 * hour);
    await world.store.commit([
      world.windows.save({
        ...{ ...meta, id: window, change: idOf(700_000 + n), number: 'CHG-000001', revision: 1, mode: 'planned', suppress: true },
        ...{ start, end, digest: 'd', named: [id], agreedAt, scheduledAt: agreedAt, inForce: [{ revision: 1, from: start, to: end }] },
        ...{ onHold: [], lifts: [], opened: true, closed: false, releaseDue: false, settled: false },
      }),
      world.windows.saveEntry({
        ...{ item: id, window, change: idOf(700_000 + n), revision: 1, notBefore: start, latestEnd: end, mask: 1, digest: 'd' },
        ...{ suppress: true, version: 1 },
      }),
    ]);
  }
  const ask = () => evaluate(world)({ alerts: [{ ci: id }] });
  return {
    ask,
    /** The usage of one decision. */
    usage: async (): Promise<Pick<Usage, 'requests' | 'rowsRead' | 'readUnits'>> => {
      const before = { ...records.usage };
      await ask();
      const { requests, rowsRead, readUnits } = records.usage;
      return { requests: requests - before.requests, rowsRead: rowsRead - before.rowsRead, readUnits: readUnits - before.readUnits };
    },
  };
};
