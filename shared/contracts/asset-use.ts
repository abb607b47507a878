import * as z from 'zod';
import { Sighting, UsageReport } from '../domain/asset/asset-use.ts';
import type { listedFields } from '../domain/asset/listed-values.ts';
import { lazily } from '../domain/lazily.ts';
import { Line } from '../domain/text.ts';
import { Id } from '../domain/values.ts';
import { resultsOf } from './bulk.ts';
import { mostEntries, route } from './contract.ts';
import { pageOf, pageQuery } from './paging.ts';

const managers = ['asset-manager'] as const;

/** A list of reports, each of which has a result of its own. */
const reports = <const Name extends string, const Path extends string, Body extends () => z.ZodType>(
  name: Name,
  path: Path,
  summary: string,
  body: Body,
) =>
  route({
    name,
    method: 'POST',
    path: `/v1/${path}` as '/v1/noun',
    summary,
    access: managers,
    body,
    success: { status: 200, schema: resultsOf(() => ({ item: Id().optional(), asset: Id().optional() })) },
    idempotent: true,
  });

export const reportSightings = reports('reportSightings', 'sightings', 'Record where assets were seen, up to 100 at a time', () =>
  z.array(Sighting()).min(1).max(mostEntries),
);

export const reportUsage = reports('reportUsage', 'usage', 'Record when assets were last used, up to 100 at a time', () =>
  z.array(UsageReport()).min(1).max(mostEntries),
);

const ValueList = lazily(() => pageOf(z.strictObject({ name: z.string(), assets: z.int() }).meta({ id: 'ValueCount' })));
/** A value and its new name. `after` is that of the answer before. */
const Renaming = lazily(() => z.strictObject({ from: Line().max(200), to: Line().max(200), after: Id().optional() }));

/**
 * What one request has renamed. `refused`: the assets that keep the old value, with the code of the error that PATCH would have.
 * `more`: there are assets that were not tried. The next request with `after` tries them.
 */
const RenamingStep = lazily(() =>
  z
    .strictObject({
      renamed: z.int(),
      refused: z.array(z.strictObject({ item: Id(), code: z.string() })),
      more: z.boolean(),
      after: Id().optional(),
    })
    .meta({ id: 'RenamingStep' }),
);

/** The two routes of the values of a field: list and rename. */
const valuesOf = <const Plural extends keyof typeof listedFields, const Title extends string>(plural: Plural, title: Title) => ({
  list: route({
    name: `list${title}s`,
    method: 'GET',
    path: `/v1/${plural}`,
    summary: `List the ${plural.replaceAll('-', ' ')} that assets have, with the number of assets`,
    access: 'signed-in',
    query: lazily(() => z.strictObject(pageQuery())),
    success: { status: 200, schema: ValueList },
  }),
  rename: route({
    name: `rename${title}`,
    method: 'POST',
    path: `/v1/${plural}/rename`,
    summary: `Rename one of the ${plural.replaceAll('-', ' ')} in all assets; while the answer has more: true, repeat the request with its after`,
    access: managers,
    body: Renaming,
    success: { status: 200, schema: RenamingStep },
  }),
});

export const vendors = valuesOf('vendors', 'Vendor');
export const locations = valuesOf('locations', 'Location');
export const costCenters = valuesOf('cost-centers', 'CostCenter');
