import { DomainError } from '../domain/errors.ts';
import type { Row } from './records.ts';

// Jest looks up globals slowly, and this runs for every field of a row.
const { byteLength } = Buffer;

/** A number takes one byte for two digits and one more, and one for a sign. */
const numberBytes = (value: number): number => Math.ceil(String(Math.abs(value)).replaceAll(/\D/g, '').length / 2) + (value < 0 ? 2 : 1);

/** Lists take three bytes and one for each element. */
const listBytes = (list: readonly unknown[]): number => {
  let bytes = 3;
  for (const inner of list) if (inner !== undefined) bytes += 1 + valueBytes(inner);
  return bytes;
};

/** Bytes of a value in DynamoDB. Text counts its bytes. Maps take three bytes, and for each member one, its name and its value. */
const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return byteLength(value);
  if (typeof value === 'number') return numberBytes(value);
  if (typeof value !== 'object' || value === null) return 1;
  return Array.isArray(value) ? listBytes(value) : 3 + membersBytes(value as Readonly<Record<string, unknown>>, 1);
};

/** Bytes of the names and values of members, and some more for each of them. It is called for every row that is written, so it makes no lists. */
const membersBytes = (map: Readonly<Record<string, unknown>>, more: number): number => {
  let bytes = 0;
  for (const name of Object.keys(map)) {
    const inner = map[name];
    if (inner !== undefined) bytes += more + byteLength(name) + valueBytes(inner);
  }
  return bytes;
};

/** Bytes of a row in DynamoDB: the names and the values of its attributes. */
export const rowBytes = (row: Readonly<Record<string, unknown>>): number => membersBytes(row, 0);

/** The largest row in bytes. DynamoDB accepts 409,600. */
export const largestRow = 390_000;

/**
 * Checks that DynamoDB accepts the row. The error points to the largest field of the entity, because that is the one to make smaller.
 * @throws DomainError too-large `row/too-large`
 */
export const assertFits = (row: Row, limit: number): void => {
  const bytes = rowBytes(row);
  if (bytes <= limit) return;
  const sizes = Object.entries(row.data).map(([name, value]) => ({ name, bytes: valueBytes(value) }));
  const [largest] = sizes.toSorted((one, other) => other.bytes - one.bytes);
  const detail = `${row.type} would have ${bytes} bytes, and the limit is ${limit}; send less in ${largest?.name}, which has ${largest?.bytes}`;
  throw new DomainError('too-large', 'row/too-large', detail, {
    errors: [{ pointer: `/${largest?.name}`, code: 'row/too-large', detail }],
  });
};
