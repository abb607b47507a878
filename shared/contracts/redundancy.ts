import * as z from 'zod';
import { MinimumUp, RedundancyDraft } from '../domain/item/redundancy.ts';
import { lazily } from '../domain/lazily.ts';
import { Id } from '../domain/values.ts';
import { route } from './contract.ts';
import { itemNamesView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';
import { uncovered, underChange } from './under-change.ts';

/** A redundancy group as the API answers it. `neededUp` is the minimum as a count, with a per cent rounded up. */
const RedundancyView = lazily(() =>
  z
    .strictObject({
      ...{ item: Id(), group: z.string(), minimumUp: MinimumUp(), neededUp: z.int().min(1) },
      ...{ members: z.array(Id()), memberNames: itemNamesView() },
    })
    .meta({ id: 'Redundancy' }),
);

/** Change managers write without a change, with a reason. */
const writers = ['configuration-manager', 'change-manager'] as const;
const notFound = ['item/not-found', 'configuration-item/not-found'];

const path = '/v1/configuration-items/{id}/redundancy/{group}';

export const listRedundancy = route({
  name: 'listRedundancy',
  method: 'GET',
  path: '/v1/configuration-items/{id}/redundancy',
  summary: 'List the redundancy groups of a configuration item, ordered by name',
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(RedundancyView())) },
  problems: { 404: notFound },
});

export const putRedundancy = route({
  name: 'putRedundancy',
  method: 'PUT',
  path,
  summary: 'Say how many of a group of dependencies must be up: 201 if the group is new, 200 if it exists',
  access: writers,
  query: underChange,
  body: RedundancyDraft,
  success: { status: 201, known: 200, schema: RedundancyView },
  problems: {
    400: ['item/unknown', 'configuration-item/unknown', 'relation/self', 'redundancy/member-doubled', 'redundancy/minimum-too-high'],
    404: notFound,
    403: ['access/break-glass'],
    409: [...uncovered, 'relation/too-many', 'relation/too-much-at-once', 'relation/decommissioned', 'redundancy/too-many-groups'],
  },
});

export const readRedundancy = route({
  name: 'readRedundancy',
  method: 'GET',
  path,
  summary: 'Read a redundancy group of a configuration item',
  access: 'signed-in',
  success: { status: 200, schema: RedundancyView },
  problems: { 404: [...notFound, 'redundancy/not-found'] },
});

export const removeRedundancy = route({
  name: 'removeRedundancy',
  method: 'DELETE',
  path,
  summary: 'Remove a redundancy group; its members stay dependencies, and each of them is needed then',
  access: writers,
  query: underChange,
  success: { status: 204 },
  problems: {
    403: ['access/break-glass'],
    404: [...notFound, 'redundancy/not-found'],
    409: [...uncovered, 'relation/too-much-at-once'],
  },
});

export const redundancyRoutes = [listRedundancy, putRedundancy, readRedundancy, removeRedundancy];
