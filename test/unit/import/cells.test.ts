import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AssetDraft } from '../../../shared/domain/asset/asset.ts';
import { disposalFields } from '../../../shared/domain/asset/asset-facts.ts';
import { AssignmentDraft } from '../../../shared/domain/assignment/assignment.ts';
import { ConfigurationItemFields } from '../../../shared/domain/configuration-item/configuration-item.ts';
import { AssetCostDraft } from '../../../shared/domain/cost/asset-cost.ts';
import { type DecimalFormat, valueOfText } from '../../../shared/domain/import/cell-values.ts';
import { neutralized, restored } from '../../../shared/domain/import/formulas.ts';
import { idOfRow } from '../../../shared/domain/import/import-id.ts';
import { typeOfField } from '../../../shared/domain/import/import-row.ts';
import { presets } from '../../../shared/domain/import/presets.ts';
import { kindRecords, mayMatchOn } from '../../../shared/domain/import/transfer-kinds.ts';
import { SeatDraft } from '../../../shared/domain/license/seat.ts';
import { TermDraft } from '../../../shared/domain/license/term.ts';
import { People } from '../../../shared/domain/person/person.ts';
import { Id } from '../../../shared/domain/values.ts';

it('I5 a text that is neutralized and restored is the same, and never begins like a formula', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\uff1d', '\uff0b', '\uff0d', '\uff20', 'a') }),
  );
  fc.assert(
    fc.property(text, (given) => {
      expect(restored(neutralized(given))).toBe(given);
      expect(neutralized(given)).not.toMatch(/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/);
    }),
  );
});

it.each<readonly [string, DecimalFormat, string]>([
  ['1,234.50', '1,234.56', '1234.50'],
  ['1234.5', '1,234.56', '1234.5'],
  ['1.234.567,89', '1.234,56', '1234567.89'],
  ['1234567,89', '1.234,56', '1234567.89'],
  ['12\u00a0345,6', '1 234,56', '12345.6'],
  ['1’234.50', "1'234.56", '1234.50'],
  ['007', '1,234.56', '7'],
  ['-3', '1,234.56', '-3'],
])('I5 the number %s of the format %s is %s', (text, numberFormat, amount) => {
  expect(valueOfText(text, 'purchase.value.amount', 'amount', { numberFormat })).toBe(amount);
});

it.each<readonly [string, DecimalFormat, number]>([
  ['8', '1,234.56', 8],
  ['1.000', '1.234,56', 1_000],
  ['1.5', '1,234.56', 1.5],
])('I5 the count %s of the format %s is %s', (text, numberFormat, count) => {
  expect(valueOfText(text, 'quantity', 'count', { numberFormat })).toBe(count);
});

it.each<readonly [string, DecimalFormat]>([
  ['12,50', '1,234.56'],
  ['1,23,456', '1,234.56'],
  ['12.50', '1.234,56'],
  ['1e3', '1,234.56'],
  ['a lot', '1,234.56'],
  ['', '1,234.56'],
])('I5 %s is no number of the format %s', (text, numberFormat) => {
  expect(() => valueOfText(text, 'purchase.value.amount', 'amount', { numberFormat })).toThrow('is not a number of the format');
});

it.each([
  ['2026-01-15', undefined, '2026-01-15'],
  ['2026-01-15 00:00:00', undefined, '2026-01-15'],
  ['15.01.2026', 'dd.MM.yyyy', '2026-01-15'],
  ['1/5/2026', 'M/d/yyyy', '2026-01-05'],
  ['05/01/2026', 'dd/MM/yyyy', '2026-01-05'],
])('I5 the date %s of the format %s is %s', (text, dateFormat, date) => {
  expect(valueOfText(text, 'purchase.date', 'date', { dateFormat })).toBe(date);
});

it('I5 a date of another format is refused', () => {
  expect(() => valueOfText('15.01.2026', 'purchase.date', 'date', {})).toThrow('is not a date of the format yyyy-MM-dd');
  expect(() => valueOfText('15x01x2026', 'purchase.date', 'date', { dateFormat: 'dd.MM.yyyy' })).toThrow('is not a date');
});

it('I5 the id of what a row creates is an id, depends on the import and the line, and sorts by the line', () => {
  const run = { id: 'an import', startedAt: '2026-11-24T02:00:00.000Z' };
  const ids = [1, 2, 9, 10, 100, 65_536, 1_000_000].map((line) => idOfRow(run, line));

  for (const id of ids) expect(Id().safeParse(id)).toMatchObject({ success: true });
  expect(ids.toSorted()).toEqual(ids);
  expect(idOfRow(run, 1)).toBe(ids[0]);
  expect(idOfRow({ ...run, id: 'another' }, 1)).not.toBe(ids[0]);
});

it('I5 every field of a draft is a column of its kind, and every preset has known fields', () => {
  const roots = (kind: keyof typeof kindRecords) => new Set(Object.keys(kindRecords[kind].columns).map((path) => path.split('.')[0]));

  expect(Object.keys(AssetDraft().shape).filter((name) => !roots('assets').has(name))).toEqual([]);
  expect(Object.keys(People.fields()).filter((name) => !roots('people').has(name))).toEqual([]);
  expect(Object.keys(AssetCostDraft().shape).filter((name) => !roots('costs').has(name))).toEqual([]);
  expect(Object.keys(TermDraft().shape).filter((name) => !roots('terms').has(name))).toEqual([]);
  expect(Object.keys(SeatDraft().shape).filter((name) => !roots('seats').has(name))).toEqual([]);
  expect(Object.keys(AssignmentDraft().shape).filter((name) => !roots('assignments').has(name))).toEqual([]);
  expect(Object.keys(disposalFields()).filter((name) => !(`disposal.${name}` in kindRecords.assets.columns))).toEqual([]);
  expect(Object.keys(ConfigurationItemFields().shape).filter((name) => !roots('configuration-items').has(name))).toEqual([]);
  for (const { kind, mapping, values, defaults, firstOnly = [], matchOn = [] } of Object.values(presets)) {
    const paths = [...Object.values(mapping), ...Object.keys(values), ...Object.keys(defaults), ...firstOnly].filter((path) => path !== '');
    expect(paths.filter((path) => typeOfField(kindRecords[kind], path) === undefined)).toEqual([]);
    expect(matchOn.filter((field) => !mayMatchOn(kind, field))).toEqual([]);
  }
});
