import { expect, it } from '@jest/globals';
import { prefers } from '../../../shared/http/accepted-type.ts';

it.each([
  [undefined, false],
  ['text/csv', true],
  ['Text/CSV; charset=utf-8', true],
  ['*/*', false],
  ['application/json, text/csv', false],
  ['text/csv, application/json', true],
  ['text/csv;q=0.1, application/json', false],
  ['application/json;q=0.1, text/csv', true],
  ['application/json; q=0.5, text/csv; q=0.9', true],
  ['text/csv;q=0, */*', false],
  ['text/csv;q=0', false],
  ['text/csv;q=0.5, */*;q=0.1', true],
  ['text/csv;q=0.5, application/json;q=0.1, */*', true],
  ['text/csv;q=much', true],
  ['text/html, application/xhtml+xml, */*;q=0.8', false],
] as const)('the header Accept %s prefers CSV to JSON: %s', (accept, isPreferred) => {
  expect(prefers({ headers: accept === undefined ? {} : { accept } }, 'text/csv')).toBe(isPreferred);
});
