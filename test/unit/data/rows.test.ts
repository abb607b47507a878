import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { guardRow } from '../../../shared/data/guard-rows.ts';
import { readRow, readRows } from '../../../shared/data/read-rows.ts';
import type { Row, UnreadableRow } from '../../../shared/data/records.ts';
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

  /** The row without one of its mandatory fields. */
  const broken = (): Row => {
    const { data, ...row } = written();
    const [first] = Object.keys(fields).filter((name) => !rowType.schema().safeParse({ ...sample, [name]: undefined }).success);
    if (first === undefined) throw new Error(`every field of ${rowType.type} is optional`);
    const { [first]: _, ...rest } = data;
    return { ...row, data: rest };
  };

  it('T2 is not read if a mandatory field is missing', () => {
    expect(() => rowType.fromRow(broken())).toThrow();
  });

  it('T4 is reported if it cannot be read, and then stops only itself', () => {
    const reported: UnreadableRow[] = [];
    const records = { unreadable: (row: UnreadableRow) => void reported.push(row) };

    expect(readRows(records, rowType, [broken(), written()])).toEqual([sample]);
    expect(() => readRow(records, rowType, broken())).toThrow();
    expect(reported.map(({ type }) => type)).toEqual([rowType.type, rowType.type]);
  });
});

it('T4 repositories parse rows only by the functions that report unreadable ones', () => {
  const sources = readdirSync('shared/data', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const parsing = sources.filter((path) => /\.fromRow\b/.test(readFileSync(`shared/data/${path}`, 'utf8')));

  expect(parsing).toEqual(['read-rows.ts']);
});
