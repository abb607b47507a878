import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const data = 'shared/data';
const patterns = readFileSync(join(data, 'table.ts'), 'utf8');

/** The prefixes of the keys in all row definitions: `key('LINK', …)`. */
const prefixes = readdirSync(data, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== 'table.ts')
  .flatMap((file) => [...readFileSync(join(data, file), 'utf8').matchAll(/key\('([A-Z]+)'/g)].map(([, prefix = '']) => prefix));

it('T1 every key prefix is in the list of access patterns', () => {
  expect(prefixes.length).toBeGreaterThan(20);
  expect([...new Set(prefixes)].filter((prefix) => !patterns.includes(`${prefix}#`))).toEqual([]);
});
