import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ConfigurationItem } from '../../../shared/domain/configuration-item/configuration-item.ts';
import {
  type ConfigurationItemFilters,
  filterPostings,
  postingsOf,
} from '../../../shared/domain/configuration-item/configuration-item-postings.ts';
import { configurationItemWords } from '../../../shared/domain/item/search-words.ts';
import { inMemoryRecords } from '../../support/in-memory-records.ts';
import { itemRepositories } from '../../support/item-repositories.ts';
import { aConfigurationItem, byTest, stored } from '../../support/items.ts';

/** Values that would end a key early or equal another value if they were not escaped. */
const texts = ['a', 'A', 'a#', 'a#b', '%', '%23', 'é', 'x=y', 'sha256:', '#', 'long'.repeat(10)] as const;
const text = fc.constantFrom(...texts);

const fields = {
  class: fc.constantFrom('server', 'database', 'queue'),
  environment: fc.option(text, { nil: undefined }),
  criticality: fc.constantFrom('low', 'high'),
  stage: fc.constantFrom('proposed', 'live'),
  ownerTeam: fc.option(text, { nil: undefined }),
  name: text,
  labels: fc.dictionary(fc.constantFrom('app', 'a=b', 'a', '%3D'), text, { maxKeys: 3 }),
} as const;

const optional = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined, freq: 1 });
const filters: fc.Arbitrary<ConfigurationItemFilters> = fc.record({
  class: optional(fields.class),
  environment: optional(text),
  criticality: optional(fields.criticality),
  stage: optional(fields.stage),
  ownerTeam: optional(text),
  name: optional(text),
  label: optional(
    fc.oneof(
      fc.constantFrom('app', 'a', 'nothing'),
      fc.tuple(fc.constantFrom('app', 'a'), text).map((pair) => pair.join('=')),
    ),
  ),
});

const hasLabel = (ci: ConfigurationItem, label: string): boolean => {
  const [, name = '', , value] = /^([^=]*)(=(.*))?$/s.exec(label) ?? [];
  return Object.hasOwn(ci.labels, name) && (value === undefined || ci.labels[name] === value);
};

/** Whether a list with these filters must contain the CI. It does not use postings. */
const matches = (ci: ConfigurationItem, { name, label, ...equal }: ConfigurationItemFilters): boolean =>
  (['class', 'environment', 'criticality', 'stage', 'ownerTeam'] as const).every(
    (field) => equal[field] === undefined || ci[field] === equal[field],
  ) &&
  (name === undefined || ci.name.toLowerCase() === name.toLowerCase()) &&
  (label === undefined || hasLabel(ci, label));

const pagesBy = async (
  cis: ReturnType<typeof itemRepositories>['cis'],
  query: ConfigurationItemFilters,
  limits: readonly number[],
): Promise<{ readonly limit: number; readonly ids: readonly string[] }[]> => {
  const pages: { readonly limit: number; readonly ids: readonly string[] }[] = [];
  let after: string | undefined;
  do {
    const limit = limits[pages.length % limits.length] ?? 1;
    const page = await cis.page({ limit, after }, filterPostings(query));
    pages.push({ limit, ids: page.items.map(({ id }) => id) });
    after = page.nextCursor;
  } while (after !== undefined);
  return pages;
};

it('T11 the pages of any filtered list contain exactly the CIs that match, each once and in order, and all pages but the last are full', async () => {
  const limits = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record(fields), { maxLength: 80 }),
      fc.array(fc.record(fields), { maxLength: 10 }),
      fc.array(filters, { minLength: 1, maxLength: 8 }),
      limits,
      async (registered, changes, queries, sizes) => {
        const { records, cis } = itemRepositories(inMemoryRecords());
        const all = registered.map((values) => aConfigurationItem(values as Partial<ConfigurationItem>));
        for (const ci of all) await records.commit(cis.save(ci, byTest));
        for (const [at, values] of changes.entries()) {
          const before = all[at * 3];
          if (!before) continue;
          const next = { ...before, ...(values as Partial<ConfigurationItem>), version: 2 };
          await records.commit(cis.save(next, byTest, stored('ci', before)));
          all[at * 3] = next;
        }
        for (const query of queries) {
          const pages = await pagesBy(cis, query, sizes);
          const expected = all.filter((ci) => matches(ci, query)).map(({ id }) => id);
          expect(pages.flatMap(({ ids }) => ids)).toEqual(expected.toSorted());
          expect(pages.slice(0, -1).filter(({ limit, ids }) => ids.length < limit)).toEqual([]);
        }
      },
    ),
    { numRuns: 40 },
  );
});

it('T11 removing a CI removes all its postings and words', async () => {
  const records = inMemoryRecords();
  const { cis } = itemRepositories(records);
  const ci = aConfigurationItem({ labels: { app: 'orders' }, environment: 'test', aliases: [{ scheme: 'hostname', value: 'db-1' }] });
  await records.commit(cis.save(ci, byTest));
  expect(records.all().filter(({ pk }) => pk.startsWith('POST#'))).toHaveLength(postingsOf(ci).length + configurationItemWords(ci).length);

  await records.commit(cis.remove(stored('ci', ci), byTest, ci.updatedAt));

  expect(records.all().filter(({ type }) => !['Alias', 'ItemVersion', 'LooseHead'].includes(type))).toEqual([]);
});

it('T11 a CI that changes after its posting was read is compared by its stored row', async () => {
  const records = inMemoryRecords();
  const { cis } = itemRepositories(records);
  const [one, other] = [aConfigurationItem({ environment: 'test' }), aConfigurationItem({ environment: 'test' })];
  await records.commit([...cis.save(one, byTest), ...cis.save(other, byTest)]);
  records.before = async (operation) => {
    if (operation !== 'readMany') return;
    records.before = () => undefined;
    await records.commit(cis.save({ ...one, version: 2, environment: 'production' }, byTest, stored('ci', one)));
  };

  const page = await cis.page({ limit: 1 }, filterPostings({ environment: 'test' }));

  expect(page.items.map(({ id }) => id)).toEqual([other.id]);
});
