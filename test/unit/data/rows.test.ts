import { describe, expect, it } from '@jest/globals';
import { guardRow } from '../../../shared/data/guard-rows.ts';
import type { Row } from '../../../shared/data/records.ts';
import { allRowTypes, declaredRows } from '../../support/row-types.ts';
import { later, samplesOf, withUnknown } from '../../support/samples.ts';

const rowTypes = await allRowTypes();
const samples = rowTypes.flatMap((rowType) =>
  samplesOf(rowType.schema()).map((sample, at) => ({ name: `${rowType.type} ${at + 1}`, rowType, sample: sample as { version: number } })),
);

it('T2 every row type that is declared is exported by a file of rows, and tried here', () => {
  expect(rowTypes).toContain(guardRow);
  expect(rowTypes).toHaveLength(declaredRows());
  expect(new Set(rowTypes.map(({ type }) => type)).size).toBe(rowTypes.length);
});

describe.each(samples)('a row of type $name', ({ rowType, sample }) => {
  const written = () => rowType.toRow(sample);
  const { version, ...fields } = sample;
  /** The row as a later version of the code might have written it. */
  const ofLater = (): Row => {
    const { version: _, ...data } = withUnknown(rowType.schema(), sample) as Record<string, unknown>;
    return { ...written(), data };
  };

  it('T2 is read as it was written', () => {
    expect(rowType.fromRow(written())).toEqual(sample);
  });

  it('T2 fields that this version does not know are read and survive a save, at every depth', () => {
    const read = rowType.fromRow(ofLater());

    expect(read).toMatchObject(later);
    expect(rowType.toRow(read)).toEqual(ofLater());
  });

  it('T2 cannot be written with a field that its schema does not accept', () => {
    const broken = Object.keys(fields)
      .map((name) => ({ ...sample, [name]: Number.NaN }))
      .filter((entity) => !rowType.schema().safeParse(entity).success);

    expect(broken.length).toBeGreaterThan(0);
    for (const entity of broken) {
      expect(() => rowType.toRow(entity)).toThrow();
      expect(() => rowType.save(entity)).toThrow();
    }
  });

  it('T2 is refused when it is read with a field missing', () => {
    const { data, ...row } = written();
    const mandatory = Object.keys(fields).filter((name) => !rowType.schema().safeParse({ ...sample, [name]: undefined }).success);
    const [first] = mandatory;
    if (first === undefined) throw new Error(`every field of ${rowType.type} is optional`);
    const { [first]: _, ...rest } = data;

    expect(() => rowType.fromRow({ ...row, data: rest })).toThrow();
  });
});
