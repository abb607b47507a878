import type { Records, Row, RowWrite, UnreadableRow } from '../../shared/data/records.ts';
import { rowBytes } from '../../shared/data/row-size.ts';
import { storedRow } from '../../shared/data/stored-row.ts';
import { indexes } from '../../shared/data/table.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { StaleWrite, type Write } from '../../shared/domain/store.ts';
import { checkUnits, indexEntry, readUnits, writeUnits } from './capacity.ts';
import { place, rowTable } from './row-table.ts';
import { asNobody, batchCalls, noteCalls, queryCall, type TableCall, transactionCalls } from './table-calls.ts';

/** Counters of requests, rows and AWS capacity units, which tests assert (T1, T6). */
export interface Usage {
  requests: number;
  rowsRead: number;
  rowsWritten: number;
  readUnits: number;
  writeUnits: number;
}

export interface InMemoryRecords extends Omit<Records, 'restoreEpoch'> {
  /** A test can raise it, as the deployment after a restore does. */
  restoreEpoch: number;
  readonly usage: Usage;
  /** The unreadable rows that were reported. */
  readonly unreadableRows: UnreadableRow[];
  /** Puts or removes a row past all conditions, as somebody with access to the table can. */
  tamper(row: Row, how?: 'put' | 'remove'): void;
  /** All rows, for tests that bypass the repositories. */
  all(): readonly Row[];
  /** Called before every operation. A test can wait in it to interleave operations, or throw to make the store fail. */
  before: (
    operation: 'read' | 'readMany' | 'query' | 'entries' | 'commit' | 'writeOnce' | 'increment',
    writes?: readonly Write[],
  ) => Promise<void> | void;
  /** Called after every commit with the written rows, as the stream would have them. */
  committed: (rows: readonly Row[]) => void;
}

/** A query returns at most this many bytes; more takes another request. */
const pageBytes = 1_048_576;

/** The table in memory: the same conditions and all-or-nothing transactions. Rows are copied, so a caller cannot change a stored row. */
export const inMemoryRecords = (): InMemoryRecords => {
  const rows = rowTable();
  const counters = new Map<string, number>();
  const usage: Usage = { requests: 0, rowsRead: 0, rowsWritten: 0, readUnits: 0, writeUnits: 0 };
  const copy = (row: Row): Row => structuredClone(row);

  const holds = (write: RowWrite): boolean => {
    const stored = rows.get(write.key);
    if (write.when === 'any') return true;
    if (write.when === 'vacant') return stored === undefined || stored.data.removedAt !== undefined;
    return write.when === 'absent' ? stored === undefined : stored?.version === write.when;
  };
  const apply = (write: RowWrite): void => {
    if (write.kind !== 'check') rows.set(write.key, structuredClone(storedRow(write)));
  };
  const begin = async (
    operation: Parameters<InMemoryRecords['before']>[0],
    calls: readonly TableCall[],
    writes?: readonly Write[],
  ): Promise<void> => {
    noteCalls(calls);
    usage.requests += 1;
    await asNobody(() => records.before(operation, writes));
  };
  const countRead = (found: readonly Readonly<Record<string, unknown>>[], consistent: boolean): void => {
    const bytes = found.reduce((sum, row) => sum + rowBytes(row), 0);
    usage.requests += Math.max(0, Math.ceil(bytes / pageBytes) - 1);
    usage.rowsRead += found.length;
    usage.readUnits += readUnits(bytes, consistent);
  };
  /** A refused transaction costs as much as a successful one. */
  const countWrites = (writes: readonly RowWrite[], inTransaction: boolean): void => {
    for (const { kind, key, row } of writes) {
      const before = rows.get(key);
      usage.writeUnits += kind === 'check' ? checkUnits(before) : writeUnits(before, kind === 'put' ? row : undefined, inTransaction);
    }
  };

  const unreadableRows: UnreadableRow[] = [];
  const records: InMemoryRecords = {
    usage,
    unreadableRows,
    unreadable: (row) => unreadableRows.push(row),
    restoreEpoch: 0,
    before: () => undefined,
    committed: () => undefined,
    all: () => rows.all().map(copy),
    tamper: (row, how = 'put') => rows.set(row, how === 'put' ? copy(row) : undefined),
    read: async (key) => {
      await begin('read', [{ action: 'GetItem' }]);
      const row = rows.get(key);
      usage.rowsRead += 1;
      usage.readUnits += readUnits(row ? rowBytes(row) : 0);
      return row && copy(row);
    },
    readMany: async (keys) => {
      if (keys.length === 0) return [];
      await begin('readMany', [{ action: 'BatchGetItem' }]);
      const unique = [...new Map(keys.map((key) => [place(key), key])).values()].map((key) => rows.get(key));
      usage.requests += Math.ceil(unique.length / 100) - 1;
      usage.rowsRead += unique.length;
      usage.readUnits += unique.reduce((sum, row) => sum + readUnits(row ? rowBytes(row) : 0), 0);
      return unique.flatMap((row) => (row ? [copy(row)] : []));
    },
    query: async (query) => {
      await begin('query', [queryCall(query)]);
      const found = rows.read(query);
      countRead(found, true);
      return found
        .filter(({ sk }) => sk !== query.after)
        .slice(0, query.limit)
        .map(copy);
    },
    entries: async (query) => {
      await begin('entries', [queryCall(query)]);
      const { partition, sort } = indexes[query.index];
      const found = rows.read(query);
      countRead(
        found.map((row) => indexEntry(row, query.index)),
        false,
      );
      return found
        .map((row) => ({ pk: row.pk, sk: row.sk, partition: String(row[partition]), position: String(row[sort]) }))
        .filter(({ position }) => position !== query.after)
        .slice(0, query.limit);
    },
    increment: async (counter, by = 1) => {
      await begin('increment', [{ action: 'UpdateItem', partition: `COUNTER#${counter}` }]);
      const next = (counters.get(counter) ?? 0) + by;
      counters.set(counter, next);
      usage.writeUnits += 1;
      return next;
    },
    commit: async (writes) => {
      const all = writes as readonly RowWrite[];
      await begin('commit', transactionCalls(all), writes);
      if (all.length > 100) throw new Error(`${all.length} writes in one transaction: the limit is 100`);
      if (new Set(all.map(({ key }) => place(key))).size < all.length) throw new Error('two writes of one row in a transaction');
      countWrites(all, true);
      const stale = all.filter((write) => !holds(write));
      if (stale.length > 0) throw new StaleWrite(stale.map(({ label }) => label));
      all.forEach(apply);
      usage.rowsWritten += all.length;
      records.committed(all.flatMap(({ row }) => (row ? [copy(row)] : [])));
    },
    commitOne: async (write) => {
      const one = write as RowWrite;
      await begin('commit', transactionCalls([one]), [write]);
      if (!one.row || one.when === 'any') throw new Error('only a conditional put can be committed alone');
      countWrites([one], false);
      if (!holds(one)) throw new StaleWrite([one.label]);
      apply(one);
      usage.rowsWritten += 1;
      records.committed([copy(one.row)]);
    },
    writeOnce: async (writes) => {
      const all = writes as readonly RowWrite[];
      await begin('writeOnce', batchCalls(all), writes);
      usage.requests += Math.ceil(writes.length / 25) - 1;
      countWrites(all, false);
      all.forEach(apply);
      usage.rowsWritten += writes.length;
    },
  };
  return records;
};

/** A store that does not answer: every operation fails as the adapter does when its time budget ends. */
export const storeAway = (): never => {
  throw new DomainError('busy', 'store/busy', 'the store does not answer', { retryAfterSeconds: 1 });
};
