import { expect, it } from '@jest/globals';
import { differencesOf, shownDifference } from '../../../shared/domain/differences.ts';

it('C6 differences are found member by member, with pointers that can be followed, and answered with null for what is not there', () => {
  const differences = differencesOf({ a: { 'b/c': 1, d: [1] }, e: 2 }, { a: { 'b/c': 2, d: [1, 2] }, f: 3 });

  expect(differences.map(shownDifference)).toEqual([
    { path: '/a/b~1c', from: 1, to: 2 },
    { path: '/a/d', from: [1], to: [1, 2] },
    { path: '/e', from: 2, to: null },
    { path: '/f', from: null, to: 3 },
  ]);
  expect(differences.slice(2)).toEqual([
    { path: '/e', from: 2 },
    { path: '/f', to: 3 },
  ]);
});
