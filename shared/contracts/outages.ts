import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { OutageCorrection, OutageDraft, OutagePatch, outageFields } from '../domain/outage/outage.ts';
import { Id, Time } from '../domain/values.ts';
import { noService } from './agreements.ts';
import { route } from './contract.ts';
import { changeNameFields, nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

const OutageView = lazily(() =>
  z
    .strictObject({
      ...outageFields(),
      corrections: z.array(OutageCorrection().extend({ byName: nameView() })),
      serviceName: nameView(),
      itemName: nameView(),
      ...changeNameFields(),
      reportedByName: nameView(),
      episode: Id().optional(),
      supersededBy: Id().optional(),
    })
    .meta({ id: 'Outage' }),
);

const invalidFacts = ['outage/too-early', 'outage/in-future', 'outage/ends-before-start', 'change/unknown', 'item/unknown'];

export const reportOutage = route({
  name: 'reportOutage',
  method: 'POST',
  path: '/v1/services/{id}/outages',
  summary: 'Report an outage of a service: a configuration or change manager, or a member of its owner team (L2)',
  access: 'signed-in',
  body: OutageDraft,
  success: { status: 201, schema: OutageView },
  problems: { 400: invalidFacts, 403: ['outage/not-yours'], 404: noService },
  idempotent: true,
});

export const listOutages = route({
  name: 'listOutages',
  method: 'GET',
  path: '/v1/services/{id}/outages',
  summary: 'List the outages of a service, by their beginning',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({
      ...pageQuery(),
      from: Time().optional().meta({ description: 'The earliest beginning' }),
      to: Time().optional().meta({ description: 'They begin before this time' }),
    }),
  ),
  success: { status: 200, schema: lazily(() => pageOf(OutageView())) },
  problems: { 400: ['query/invalid'], 404: noService },
});

export const readOutage = route({
  name: 'readOutage',
  method: 'GET',
  path: '/v1/services/{id}/outages/{outageId}',
  summary: 'Read an outage of a service, with its corrections',
  access: 'signed-in',
  success: { status: 200, schema: OutageView },
  problems: { 404: [...noService, 'outage/not-found'] },
});

export const correctOutage = route({
  name: 'correctOutage',
  method: 'PATCH',
  path: '/v1/services/{id}/outages/{outageId}',
  summary: 'Correct an outage, with a reason; what it said before is kept and the correction is counted (L2)',
  access: 'signed-in',
  body: OutagePatch,
  success: { status: 200, schema: OutageView },
  problems: {
    400: invalidFacts,
    403: ['outage/not-yours'],
    404: [...noService, 'outage/not-found'],
    409: ['outage/too-many-corrections'],
  },
  ifMatch: true,
});
