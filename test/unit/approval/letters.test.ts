import { expect, it } from '@jest/globals';
import { readableLength } from '../../../shared/domain/readable-time.ts';

it('W2 what was used of a short window is told in seconds', () => {
  expect([0, 20_000, 65_000, 3_600_000, 3_920_000].map(readableLength)).toEqual(['0 min', '20 s', '1 min 5 s', '1 h', '1 h 5 min 20 s']);
});
