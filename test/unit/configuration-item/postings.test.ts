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
import { aConfigurationItem } from '../../support/items.ts';

/** Values that would end a key early, or look like another value, if they were not escaped. */
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

const hasLabel = (ci: ConfigurationItem, wanted: string): boolean => {
  const [, name = '', , value] = /^([^=]*)(=(.*))?$/s.exec(wanted) ?? [];
  return Object.hasOwn(ci.labels, name) && (value === undefined || ci.labels[name] === value);
};

/** What a list must hold, said without postings. */
const isWanted = (ci: ConfigurationItem, { name, label, ...equal }: ConfigurationItemFilters): boolean =>
  (['class', 'environment', 'criticality', 'stage', 'ownerTeam'] as const).every(
    (field) => equal[field] === undefined || ci[field] === equal[field],
  ) &&
  (name === undefined || ci.name.toLowerCase() === name.toLowerCase()) &&
  (label === undefined || hasLabel(ci, label));

const pagesBy = async (
  cis: ReturnType<typeof itemRepositories>['cis'],
  wanted: ConfigurationItemFilters,
  limits: readonly number[],
): Promise<{ readonly limit: number; readonly ids: readonly string[] }[]> => {
  const pages: { readonly limit: number; readonly ids: readonly string[] }[] = [];
  let after: string | undefined;
  do {
    const limit = limits[pages.length % limits.length] ?? 1;
    const page = await cis.page({ limit, after }, filterPostings(wanted));
    pages.push({ limit, ids: page.items.map(({ id }) => id) });
    after = page.nextCursor;
  } while (after !== undefined);
  return pages;
};

it('T11 paging through any filters gives exactly the CIs that agree, each once, in order, on pages that are full but the last', async () => {
  const limits = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record(fields), { maxLength: 80 }),
      fc.array(fc.record(fields), { maxLength: 10 }),
      fc.array(filters, { minLength: 1, maxLength: 8 }),
      limits,
      async (made, changes, asked, sizes) => {
        const { records, cis } = itemRepositories(inMemoryRecords());
        const all = made.map((said) => aConfigurationItem(said as Partial<ConfigurationItem>));
        for (const ci of all) await records.commit(cis.save(ci));
        for (const [at, said] of changes.entries()) {
          const before = all[at * 3];
          if (!before) continue;
          const next = { ...before, ...(said as Partial<ConfigurationItem>), version: 2 };
          await records.commit(cis.save(next, before));
          all[at * 3] = next;
        }
        for (const wanted of asked) {
          const pages = await pagesBy(cis, wanted, sizes);
          const expected = all.filter((ci) => isWanted(ci, wanted)).map(({ id }) => id);
          expect(pages.flatMap(({ ids }) => ids)).toEqual(expected.toSorted());
          expect(pages.slice(0, -1).filter(({ limit, ids }) => ids.length < limit)).toEqual([]);
        }
      },
    ),
    { numRuns: 40 },
  );
});

it('T11 a CI that is removed leaves no posting and no word behind', async () => {
  const records = inMemoryRecords();
  const { cis } = itemRepositories(records);
  const ci = aConfigurationItem({ labels: { app: 'orders' }, environment: 'test', aliases: [{ scheme: 'hostname', value: 'db-1' }] });
  await records.commit(cis.save(ci));
  expect(records.all().filter(({ pk }) => pk.startsWith('POST#'))).toHaveLength(postingsOf(ci).length + configurationItemWords(ci).length);

  await records.commit(cis.remove(ci));

  expect(records.all()).toEqual([]);
});

it('T11 a CI that changes between the list and its row is judged as it is stored', async () => {
  const records = inMemoryRecords();
  const { cis } = itemRepositories(records);
  const [one, other] = [aConfigurationItem({ environment: 'test' }), aConfigurationItem({ environment: 'test' })];
  await records.commit([...cis.save(one), ...cis.save(other)]);
  records.before = async (operation) => {
    if (operation !== 'readMany') return;
    records.before = () => undefined;
    await records.commit(cis.save({ ...one, version: 2, environment: 'production' }, one));
  };

  const page = await cis.page({ limit: 1 }, filterPostings({ environment: 'test' }));

  expect(page.items.map(({ id }) => id)).toEqual([other.id]);
});
