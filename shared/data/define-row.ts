import type * as z from 'zod';
import type { Instant } from '../domain/clock.ts';
import { lazily } from '../domain/lazily.ts';
import { tolerant } from '../domain/tolerant.ts';
import type { Key, Row, RowWrite } from './records.ts';
import { type IndexName, indexes, indexShards, timeToLiveAttribute } from './table.ts';

/** Parts of a key joined by `#`: `key('CHANGE', id)` is `CHANGE#<id>`. */
export const key = (...parts: readonly (string | number)[]): string => parts.join('#');

/** Last in the order of all sort keys that begin alike: `{ from: 'WIN#', to: 'WIN#' + last }`. */
export const last = '\u{10FFFF}';

/** FNV-1a of 32 bits: cheap, stable for ever, and good enough to spread keys over shards. */
export const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
};

/** The shard of an index key that many writers share (T4). Base keys have shards of their own, see `baseShardOf`. */
export const shardOf = (id: string): number => hash(id) % indexShards;

/** The partitions of a sharded index key. A list asks all of them and merges what it finds. */
export const shardsOf = (...parts: readonly (string | number)[]): readonly string[] => partitionsOf(indexShards, ...parts);

/** The shard of a base key, of `count` shards: one of the constants in table.ts that never change. */
export const baseShardOf = (id: string, count: number): number => hash(id) % count;

/** All partitions of a key that ends in one of `count` shards. */
export const partitionsOf = (count: number, ...parts: readonly (string | number)[]): readonly string[] =>
  Array.from({ length: count }, (_, shard) => key(...parts, shard));

type IndexKeys = Partial<Record<IndexName, readonly [partition: string, sort: string] | undefined>>;

interface RowDeclaration<Entity, Identity> {
  /** What the row is: `Change`. */
  readonly type: string;
  /** Every field of the row. Reading lets other fields through, so the schema itself may be strict. */
  readonly schema: () => z.ZodType<Entity>;
  /** Where it lies, from what identifies it. */
  readonly primary: (identity: Identity) => Key;
  /** Which lists it stands in. */
  readonly indexes?: (entity: Entity) => IndexKeys;
  /** When the row may be removed by the table itself; never what decides an expiry. */
  readonly expiresAt?: (entity: Entity) => Instant | undefined;
  /** Schema's version, 1 at first; rows of the two before it are brought up by `upgrade` (T2). */
  readonly schemaVersion?: number;
  readonly upgrade?: (data: Readonly<Record<string, unknown>>, from: number) => Readonly<Record<string, unknown>>;
}

/** What a definition gives: keys, rows and writes, pure both ways. */
export interface RowType<Entity, Identity> {
  readonly type: string;
  /** The schema of the entity as it was declared. */
  readonly schema: () => z.ZodType<Entity>;
  readonly key: (identity: Identity) => Key;
  /** @throws ZodError when the schema does not accept the entity: such a row cannot be written */
  readonly toRow: (entity: Entity) => Row;
  /**
   * The entity with every field of the row, also those that the schema does not name (T2).
   * @throws ZodError when the schema does not accept the row: a bug or a foreign writer
   */
  readonly fromRow: (row: Row) => Entity;
  /** Whether the row is one of these. */
  readonly is: (row: Row) => boolean;
  /** Writes the entity: absent when its version is 1, else its version less one must be stored (T2). */
  readonly save: (entity: Entity) => RowWrite;
  /** Removes it, if it is still as it was read. */
  readonly remove: (entity: Entity) => RowWrite;
  /** Only checks that it is still as it was read. */
  readonly unchanged: (entity: Entity) => RowWrite;
}

/** Index attributes of a row, for those lists that it stands in. */
const indexAttributes = (keys: IndexKeys): Record<string, string> =>
  Object.fromEntries(
    Object.entries(keys).flatMap(([name, pair]) => {
      if (!pair) return [];
      const { partition, sort } = indexes[name as IndexName];
      return [
        [partition, pair[0]],
        [sort, pair[1]],
      ];
    }),
  );

/**
 * Declares how an entity lies in the table. The entity's own fields are kept under `data`, so that none can be mistaken for a key.
 * The entity's `version` is the row's. Rows are parsed when they are read and when they are written. Fields that the schema does not name
 * stay on the entity and are saved with it, as long as use cases make the next state from the one before (T2).
 */
export const defineRow = <Entity extends { readonly version: number } & Identity, Identity>(
  definition: RowDeclaration<Entity, Identity>,
): RowType<Entity, Identity> => {
  const { type, schema, primary, schemaVersion = 1, upgrade = (data) => data } = definition;
  const accepted = lazily(() => tolerant(schema()));
  const toRow = (entity: Entity): Row => {
    accepted().parse(entity);
    const expiry = definition.expiresAt?.(entity);
    const { version, ...data } = entity;
    return {
      ...primary(entity),
      type,
      version,
      schema: schemaVersion,
      data,
      ...indexAttributes(definition.indexes?.(entity) ?? {}),
      ...(expiry ? { [timeToLiveAttribute]: Math.ceil(Date.parse(expiry) / 1_000) } : {}),
    };
  };
  const fromRow = (row: Row): Entity => accepted().parse({ ...upgrade(row.data, row.schema), version: row.version });
  const label = (entity: Entity): string => {
    const { pk, sk } = primary(entity);
    return `${type} ${pk} ${sk}`;
  };
  return {
    type,
    schema,
    key: primary,
    toRow,
    fromRow,
    is: (row) => row.type === type,
    save: (entity) => ({
      kind: 'put',
      label: label(entity),
      key: primary(entity),
      row: toRow(entity),
      when: entity.version === 1 ? 'absent' : entity.version - 1,
    }),
    remove: (entity) => ({ kind: 'remove', label: label(entity), key: primary(entity), when: entity.version }),
    unchanged: (entity) => ({ kind: 'check', label: label(entity), key: primary(entity), when: entity.version }),
  };
};
