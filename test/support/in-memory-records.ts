import type { Key, Records, Row, RowQuery, RowWrite } from '../../shared/data/records.ts';
import { indexes, primaryKey } from '../../shared/data/table.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { StaleWrite, type Write } from '../../shared/domain/store.ts';

/** What the fake counts, so that tests can assert requests and rows (T1, T6). */
export interface Usage {
  requests: number;
  rowsRead: number;
  rowsWritten: number;
}

export interface InMemoryRecords extends Records {
  readonly usage: Usage;
  /** All rows, for tests that look behind the repositories. */
  all(): readonly Row[];
  /** Called before every operation; awaiting here lets tests interleave, throwing makes the store fail. */
  before: (
    operation: 'read' | 'readMany' | 'query' | 'commit' | 'writeOnce' | 'increment',
    writes?: readonly Write[],
  ) => Promise<void> | void;
  /** Called after every commit with the rows written: what the stream would carry. */
  committed: (rows: readonly Row[]) => void;
}

const place = ({ pk, sk }: Key): string => `${pk}\u0000${sk}`;

const inRange = (sort: string, { from, to, after, descending }: RowQuery): boolean => {
  if (from !== undefined && sort < from) return false;
  if (to !== undefined && sort > to) return false;
  if (after === undefined) return true;
  return descending ? sort < after : sort > after;
};

/** The fake of the table: the same conditions, all or nothing, and rows that nobody can change by reference. */
export const inMemoryRecords = (): InMemoryRecords => {
  const rows = new Map<string, Row>();
  const counters = new Map<string, number>();
  const usage: Usage = { requests: 0, rowsRead: 0, rowsWritten: 0 };
  const out = (row: Row): Row => structuredClone(row);

  const holds = (write: RowWrite): boolean => {
    const stored = rows.get(place(write.key));
    return write.when === 'absent' ? stored === undefined : stored?.version === write.when;
  };
  const apply = (write: RowWrite): void => {
    if (write.kind === 'put' && write.row) rows.set(place(write.key), structuredClone(write.row));
    if (write.kind === 'remove') rows.delete(place(write.key));
  };
  const begin = async (operation: Parameters<InMemoryRecords['before']>[0], writes?: readonly Write[]): Promise<void> => {
    usage.requests += 1;
    await records.before(operation, writes);
  };

  const records: InMemoryRecords = {
    usage,
    before: () => undefined,
    committed: () => undefined,
    all: () => [...rows.values()].map(out),
    read: async (key) => {
      await begin('read');
      usage.rowsRead += 1;
      const row = rows.get(place(key));
      return row && out(row);
    },
    readMany: async (keys) => {
      if (keys.length === 0) return [];
      await begin('readMany');
      usage.requests += Math.ceil(keys.length / 100) - 1;
      usage.rowsRead += keys.length;
      return [...new Set(keys.map(place))].flatMap((at) => {
        const row = rows.get(at);
        return row ? [out(row)] : [];
      });
    },
    query: async (query) => {
      await begin('query');
      const { partition, sort } = query.index ? indexes[query.index] : primaryKey;
      const found = [...rows.values()]
        .filter((row) => row[partition] === query.partition && inRange(String(row[sort]), query))
        .sort((one, other) => (String(one[sort]) < String(other[sort]) ? -1 : 1) * (query.descending ? -1 : 1))
        .slice(0, query.limit ?? Number.POSITIVE_INFINITY);
      usage.rowsRead += found.length;
      return found.map(out);
    },
    increment: async (counter) => {
      await begin('increment');
      const next = (counters.get(counter) ?? 0) + 1;
      counters.set(counter, next);
      return next;
    },
    commit: async (writes) => {
      await begin('commit', writes);
      const all = writes as readonly RowWrite[];
      if (all.length > 100) throw new Error(`${all.length} writes in one transaction: a hundred is the limit`);
      if (new Set(all.map(({ key }) => place(key))).size < all.length) throw new Error('two writes of one row in a transaction');
      const lost = all.filter((write) => !holds(write));
      if (lost.length > 0) throw new StaleWrite(lost.map(({ label }) => label));
      all.forEach(apply);
      usage.rowsWritten += all.length;
      records.committed(all.flatMap(({ row }) => (row ? [out(row)] : [])));
    },
    writeOnce: async (writes) => {
      await begin('writeOnce', writes);
      usage.requests += Math.ceil(writes.length / 25) - 1;
      (writes as readonly RowWrite[]).forEach(apply);
      usage.rowsWritten += writes.length;
    },
  };
  return records;
};

/** A store that is away: every operation answers as the adapter does when its budget ends. */
export const storeAway = (): never => {
  throw new DomainError('busy', 'store/busy', 'the store does not answer', { retryAfterSeconds: 1 });
};
