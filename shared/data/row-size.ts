import { DomainError } from '../domain/errors.ts';
import type { Row } from './records.ts';

/** Bytes of a value in DynamoDB. Text counts its bytes, a number one byte for two digits and one more, lists and maps three and one for each element. */
const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).replaceAll(/\D/g, '').length / 2) + (value < 0 ? 2 : 1);
  if (typeof value !== 'object' || value === null) return 1;
  const isList = Array.isArray(value);
  return Object.entries(value).reduce(
    (bytes, [name, inner]) => (inner === undefined ? bytes : bytes + 1 + (isList ? 0 : Buffer.byteLength(name)) + valueBytes(inner)),
    3,
  );
};

/** Bytes of a row in DynamoDB: the names and the values of its attributes. */
export const rowBytes = (row: Readonly<Record<string, unknown>>): number =>
  Object.entries(row).reduce(
    (bytes, [name, value]) => (value === undefined ? bytes : bytes + Buffer.byteLength(name) + valueBytes(value)),
    0,
  );

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
