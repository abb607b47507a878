import { DomainError } from '../domain/errors.ts';

/** The largest row that is written, in bytes. DynamoDB allows 400 KiB with the key and index attributes, which are at most 9 kB. */
const largestRow = 400_000;

/** The size of a number: about one byte for two digits, one for the sign and exponent, and one for a negative number. */
const sizeOfNumber = (value: number): number => Math.ceil(String(value).replace(/\D/g, '').length / 2) + (value < 0 ? 2 : 1);

const sizeOfMembers = (value: object): number =>
  Object.entries(value).reduce((sum, [name, member]) => sum + 1 + (Array.isArray(value) ? 0 : Buffer.byteLength(name)) + sizeOf(member), 3);

/**
 * The size of a value in DynamoDB in bytes: text in UTF-8, three bytes for a list or map, and one for each of its members
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
 */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return sizeOfNumber(value);
  return typeof value === 'object' && value !== null ? sizeOfMembers(value) : 1;
};

/**
 * Checks that a row fits into DynamoDB.
 * @throws DomainError 413 `resource/too-large`, with a pointer to the largest field
 */
export const assertFits = (type: string, data: Readonly<Record<string, unknown>>): void => {
  const bytes = sizeOfMembers(data);
  if (bytes <= largestRow) return;
  const sizes = Object.entries(data).map(([name, value]) => ({ name, size: sizeOf(value) }));
  const largest = sizes.reduce((one, other) => (other.size > one.size ? other : one));
  const noun = type.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
  const code = 'resource/too-large';
  const detail = `the ${noun} would have ${bytes} bytes, and at most ${largestRow} can be stored; ${largest.name} has ${largest.size} of them`;
  throw new DomainError('too-large', code, detail, { errors: [{ pointer: `/${largest.name}`, code, detail }] });
};
