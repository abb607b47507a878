import type * as z from 'zod';
import type { Instant } from '../domain/clock.ts';
import { hash } from '../domain/hash.ts';
import { lazily } from '../domain/lazily.ts';
import type { RetentionKind } from '../domain/retention.ts';
import { tolerant } from '../domain/tolerant.ts';
import type { Key, Row, RowWrite } from './records.ts';
import { assertFits, largestRow } from './row-size.ts';
import { type IndexName, indexes, indexShards, timeToLiveAttribute } from './table.ts';

/** Joins the parts of a key with `#`: `key('CHANGE', id)` is `CHANGE#<id>`. */
export const key = (...parts: readonly (string | number)[]): string => parts.join('#');

/** Sorts after every other character, so it ends a range of keys with one prefix: `{ from: 'WIN#', to: 'WIN#' + last }`. */
export const last = '\u{10FFFF}';

/** The shard of an index key with many writers (T4). For base keys, see `baseShardOf`. */
export const shardOf = (id: string): number => hash(id) % indexShards;

/** All partitions of a sharded index key. A list queries all of them and merges the results. */
export const shardsOf = (...parts: readonly (string | number)[]): readonly string[] => partitionsOf(indexShards, ...parts);

/** The shard of a base key. `count` is one of the constants in table.ts, which never change. */
export const baseShardOf = (id: string, count: number): number => hash(id) % count;

/** All partitions of a key that ends in one of `count` shards. */
export const partitionsOf = (count: number, ...parts: readonly (string | number)[]): readonly string[] =>
  Array.from({ length: count }, (_, shard) => key(...parts, shard));

type IndexKeys = Partial<Record<IndexName, readonly [partition: string, sort: string] | undefined>>;

interface RowDeclaration<Entity, Identity> {
  /** The type of the row, such as `Change`. */
  readonly type: string;
  /** All fields of the row. The schema may be strict: rows are parsed by a tolerant copy of it that keeps unknown fields. */
  readonly schema: () => z.ZodType<Entity>;
  /** The primary key of the row. */
  readonly primary: (identity: Identity) => Key;
  /** The index keys of the row. */
  readonly indexes?: (entity: Entity) => IndexKeys;
  /**
   * When DynamoDB may delete the row (TTL), if that does not depend on settings. Code must check expiry itself, because TTL deletes late.
   * @default by `retention`
   */
  readonly expiresAt?: (entity: Entity) => Instant | undefined;
  /**
   * The setting that says how long the row is kept, and since when that counts. Without an instant the row does not expire yet.
   * @default without `expiresAt` the row is kept for ever, or until the code removes it
   */
  readonly retention?: { readonly kind: RetentionKind; readonly since: (entity: Entity) => Instant | undefined };
  /** The most bytes that the row may have. @default `largestRow` */
  readonly maxBytes?: (entity: Entity) => number;
  /** Version of the schema, at first 1. `upgrade` converts rows of the two previous versions (T2). */
  readonly schemaVersion?: number;
  readonly upgrade?: (data: Readonly<Record<string, unknown>>, from: number) => Readonly<Record<string, unknown>>;
}

/** A row definition: builds keys, rows and writes, and parses rows. All functions are pure. */
export interface RowType<Entity, Identity> {
  readonly type: string;
  /** How long a row is kept: by a setting, until a time of its own, or for ever (or until the code removes it). */
  readonly keeps: RetentionKind | 'own time' | 'for ever';
  /** The declared schema of the entity. */
  readonly schema: () => z.ZodType<Entity>;
  readonly key: (identity: Identity) => Key;
  /**
   * @throws ZodError if the schema does not accept the entity, which must not be written then
   * @throws DomainError too-large `row/too-large`
   */
  readonly toRow: (entity: Entity) => Row;
  /**
   * The entity with all fields of the row, including those that the schema does not name (T2).
   * @throws ZodError if the schema does not accept the row, because of a bug or because something else wrote it
   */
  readonly fromRow: (row: Row) => Entity;
  /** Whether the row is of this type. */
  readonly is: (row: Row) => boolean;
  /** Writes the entity. The row must be absent if its version is 1; otherwise the previous version must be stored (T2). */
  readonly save: (entity: Entity) => RowWrite;
  /** Removes the row if its version has not changed since it was read. */
  readonly remove: (entity: Entity) => RowWrite;
  /** Checks that the version has not changed since it was read, and writes nothing. */
  readonly unchanged: (entity: Entity) => RowWrite;
}

/** The index attributes of a row. */
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
 * Declares how an entity is stored. Its fields are stored under `data`, so that they cannot collide with key attributes. Its `version` is
 * stored as the version of the row. Rows are parsed when they are read and when they are written. Fields that the schema does not name stay
 * on the entity and are saved again, if use cases build the next state from the previous one (T2).
 */
export const defineRow = <Entity extends { readonly version: number } & Identity, Identity>(
  definition: RowDeclaration<Entity, Identity>,
): RowType<Entity, Identity> => {
  const { type, schema, primary, schemaVersion = 1, upgrade = (data) => data } = definition;
  const tolerantSchema = lazily(() => tolerant(schema()));
  const toRow = (entity: Entity): Row => {
    tolerantSchema().parse(entity);
    const expiry = definition.expiresAt?.(entity);
    const { version, ...data } = entity;
    const row: Row = {
      ...primary(entity),
      type,
      version,
      schema: schemaVersion,
      data,
      ...indexAttributes(definition.indexes?.(entity) ?? {}),
      ...(expiry ? { [timeToLiveAttribute]: Math.ceil(Date.parse(expiry) / 1_000) } : {}),
    };
    assertFits(row, definition.maxBytes?.(entity) ?? largestRow);
    return row;
  };
  const fromRow = (row: Row): Entity => tolerantSchema().parse({ ...upgrade(row.data, row.schema), version: row.version });
  const label = (entity: Entity): string => {
    const { pk, sk } = primary(entity);
    return `${type} ${pk} ${sk}`;
  };
  const kept = (entity: Entity): Pick<RowWrite, 'kept'> => {
    const since = definition.retention?.since(entity);
    return definition.retention && since !== undefined ? { kept: { kind: definition.retention.kind, since } } : {};
  };
  return {
    type,
    keeps: definition.retention?.kind ?? (definition.expiresAt ? 'own time' : 'for ever'),
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
      ...kept(entity),
      when: entity.version === 1 ? 'absent' : entity.version - 1,
    }),
    remove: (entity) => ({ kind: 'remove', label: label(entity), key: primary(entity), when: entity.version }),
    unchanged: (entity) => ({ kind: 'check', label: label(entity), key: primary(entity), when: entity.version }),
  };
};
