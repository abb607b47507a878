import { expect, it } from '@jest/globals';
import { allFunctions } from '../../../shared/functions/all-functions.ts';
import type { FunctionRecord } from '../../../shared/functions/function-record.ts';
import { costs } from '../../support/cost/table.ts';
import { rightsScenes } from '../../support/rights-scenes.ts';
import { allowedBy, usedRights } from '../../support/table-calls.ts';

// It plays every case of the table of costs, which takes several seconds.
it('X3 each function uses all of its rights on rows', async () => {
  for (const cost of costs) await cost.measure();
  for (const [, play] of rightsScenes) await play();
  const unused = allFunctions.flatMap(({ name, rows = {} }: FunctionRecord) => {
    const left = allowedBy(rows).filter((right) => !usedRights.get(name)?.has(right));
    return left.length > 0 ? [`${name}: ${left.join(', ')}`] : [];
  });

  expect(unused).toEqual([]);
}, 120_000);
