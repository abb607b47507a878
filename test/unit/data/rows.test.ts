import { describe, expect, it } from '@jest/globals';
import { guardRow } from '../../../shared/data/guard-rows.ts';
import type { Row } from '../../../shared/data/records.ts';
import { allRowTypes, declaredRows } from '../../support/row-types.ts';
import { later, samplesOf, withUnknown } from '../../support/samples.ts';

const rowTypes = await allRowTypes();
const samples = rowTypes.flatMap((rowType) =>
  samplesOf(rowType.schema()).map((sample, at) => ({ name: `${rowType.type} ${at + 1}`, rowType, sample: sample as { version: number } })),
);

it('T2 every declared row type is exported by a rows file and tested here', () => {
  expect(rowTypes).toContain(guardRow);
  expect(rowTypes).toHaveLength(declaredRows());
  expect(new Set(rowTypes.map(({ type }) => type)).size).toBe(rowTypes.length);
});

describe.each(samples)('a row of type $name', ({ rowType, sample }) => {
  const written = () => rowType.toRow(sample);
  const { version, ...fields } = sample;
  /** The row as a later version of the code might write it. */
  const ofLater = (): Row => {
    const { version: _, ...data } = withUnknown(rowType.schema(), sample) as Record<string, unknown>;
    return { ...written(), data };
  };

  it('T2 is read unchanged', () => {
    expect(rowType.fromRow(written())).toEqual(sample);
  });

  it('T2 keeps unknown fields at every depth when it is read and saved again', () => {
    const read = rowType.fromRow(ofLater());

    expect(read).toMatchObject(later);
    expect(rowType.toRow(read)).toEqual(ofLater());
  });

  it('T2 is not written if its schema does not accept a field', () => {
    const broken = Object.keys(fields)
      .map((name) => ({ ...sample, [name]: Number.NaN }))
      .filter((entity) => !rowType.schema().safeParse(entity).success);

    expect(broken.length).toBeGreaterThan(0);
    for (const entity of broken) {
      expect(() => rowType.toRow(entity)).toThrow();
      expect(() => rowType.save(entity)).toThrow();
    }
  });

  it('T2 is not read if a mandatory field is missing', () => {
    const { data, ...row } = written();
    const mandatory = Object.keys(fields).filter((name) => !rowType.schema().safeParse({ ...sample, [name]: undefined }).success);
    const [first] = mandatory;
    if (first === undefined) throw new Error(`every field of ${rowType.type} is optional`);
    const { [first]: _, ...rest } = data;

    expect(() => rowType.fromRow({ ...row, data: rest })).toThrow();
  });
});
