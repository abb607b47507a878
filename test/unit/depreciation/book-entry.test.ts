import { expect, it } from '@jest/globals';
import { BookEntry, DefaultBookEntry, FiscalYearStart, ValueAdjustment } from '../../../shared/domain/depreciation/book-entry.ts';

const entry = {
  name: 'tax',
  method: 'straight-line',
  lifeMonths: 36,
  convention: 'full-month',
  residualValue: '0.00',
  inServiceDate: '2026-01-15',
};

/** The pointers of the faults of a body, in order. */
const faults = (
  schema: { safeParse: (body: unknown) => { error?: { issues: readonly { path: readonly PropertyKey[] }[] } } },
  body: unknown,
) => (schema.safeParse(body).error?.issues ?? []).map(({ path }) => `/${path.join('/')}`);

it.each([
  ['as in the documentation', {}],
  ['a residual value as money', { residualValue: { amount: '1.50', currency: 'EUR' } }],
  ['a factor as a number', { method: 'declining-balance', factor: 2, atEnd: 'switch' }],
  ['a rate as text', { method: 'declining-balance', rate: '0.2' }],
  ['a rate of all', { method: 'declining-balance', rate: 1 }],
  ['a table without a life', { method: 'table', table: 'macrs-5', convention: 'mid-quarter', lifeMonths: undefined }],
  ['an exchange rate', { exchangeRate: '0.92' }],
  ['a half-year table', { method: 'table', table: 'macrs-3', convention: 'half-year' }],
  ['a residual value of many digits', { residualValue: '123456789012345.1234' }],
  ['a residual value without decimals', { residualValue: '7' }],
  ['a rate of many digits', { method: 'declining-balance', rate: '0.123456789' }],
  ['a factor of two digits', { method: 'declining-balance', factor: '12' }],
  ['a life of a hundred years', { lifeMonths: 1200 }],
])('A4 a book entry is accepted: %s', (_, some) => {
  expect(faults(BookEntry(), { ...entry, ...some })).toEqual([]);
});

it.each([
  ['no life', { lifeMonths: undefined }, ['/lifeMonths']],
  ['a life of 0', { lifeMonths: 0 }, ['/lifeMonths']],
  ['a negative life', { lifeMonths: -12 }, ['/lifeMonths']],
  ['half a month', { lifeMonths: 1.5 }, ['/lifeMonths']],
  ['no convention', { convention: undefined }, ['/convention']],
  ['an unknown table', { method: 'table', table: 'macrs-4', convention: 'half-year' }, ['/table']],
  ['no table', { method: 'table', convention: 'half-year' }, ['/table']],
  ['a table by months', { method: 'table', table: 'macrs-5' }, ['/convention']],
  ['a table for another method', { table: 'macrs-5' }, ['/table']],
  ['neither factor nor rate', { method: 'declining-balance' }, ['/factor']],
  ['factor and rate', { method: 'declining-balance', factor: 2, rate: 0.2 }, ['/rate']],
  ['a rate of 0', { method: 'declining-balance', rate: 0 }, ['/rate']],
  ['a rate of 0 as text', { method: 'declining-balance', rate: '0.00' }, ['/rate']],
  ['a factor of 0', { method: 'declining-balance', factor: 0 }, ['/factor']],
  ['a rate above 1', { method: 'declining-balance', rate: '20' }, ['/rate']],
  ['a rate for another method', { rate: 0.2 }, ['/rate']],
  ['an end for another method', { atEnd: 'keep' }, ['/atEnd']],
  ['an exchange rate of 0', { exchangeRate: 0 }, ['/exchangeRate']],
  ['a negative residual value', { residualValue: '-1' }, ['/residualValue']],
  ['a rate too small to be exact', { method: 'declining-balance', rate: 1e-7 }, ['/rate']],
  ['a rate of letters', { method: 'declining-balance', rate: 'x1' }, ['/rate']],
  ['a rate with a unit', { method: 'declining-balance', rate: '1%' }, ['/rate']],
  ['a rate without a digit after the point', { method: 'declining-balance', rate: '0.' }, ['/rate']],
  ['a negative factor', { method: 'declining-balance', factor: -1 }, ['/factor']],
  ['an endless factor', { method: 'declining-balance', factor: 1e10 }, ['/factor']],
  ['a residual value with zeros in front', { residualValue: '01' }, ['/residualValue']],
  ['a residual value of letters', { residualValue: 'x1' }, ['/residualValue']],
  ['a residual value with a unit', { residualValue: '1 EUR' }, ['/residualValue']],
  ['a residual value of too many decimals', { residualValue: '1.23456' }, ['/residualValue']],
  ['a residual value with a comma', { residualValue: '1,50' }, ['/residualValue']],
  ['a life of more than a hundred years', { lifeMonths: 1201 }, ['/lifeMonths']],
  ['a name that is too long', { name: 'x'.repeat(101) }, ['/name']],
  ['an unknown field', { life: 36 }, ['/']],
  ['an unknown method', { method: 'units-of-production' }, ['/method']],
  ['a negative residual value as money', { residualValue: { amount: '-1', currency: 'EUR' } }, ['/residualValue']],
])('A4 a book entry is refused: %s', (_, some, pointers) => {
  expect(faults(BookEntry(), { ...entry, ...some })).toEqual(pointers);
});

it('A4 a residual value is 0 unless given, and the entry of a category has no in-service date', () => {
  const { residualValue: _residual, inServiceDate, ...rest } = entry;

  expect(BookEntry().parse({ ...rest, inServiceDate }).residualValue).toBe('0');
  expect(faults(DefaultBookEntry(), rest)).toEqual([]);
  expect(faults(DefaultBookEntry(), { ...rest, inServiceDate })).toEqual(['/']);
  expect(faults(DefaultBookEntry(), { ...rest, method: 'table' })).toEqual(['/table', '/convention']);
});

it('A4 a change of estimate changes at least one thing', () => {
  const estimate = { kind: 'change-of-estimate', book: 'tax', date: '2027-01-01' };

  expect(faults(ValueAdjustment(), estimate)).toEqual(['/remainingMonths']);
  expect(faults(ValueAdjustment(), { ...estimate, remainingMonths: 12 })).toEqual([]);
  expect(faults(ValueAdjustment(), { ...estimate, residualValue: '12.00' })).toEqual([]);
  expect(faults(ValueAdjustment(), { ...estimate, remainingMonths: 0 })).toEqual(['/remainingMonths']);
});

it.each(['01-01', '07-01', '04-06', '12-31'])('A8 a fiscal year may begin on %s', (start) => {
  expect(faults(FiscalYearStart(), start)).toEqual([]);
});

it.each(['1-1', '13-01', '00-01', '01-32', '01-00', '2026-01-01'])('A8 a fiscal year may not begin on %s', (start) => {
  expect(faults(FiscalYearStart(), start)).toHaveLength(1);
});
