import * as z from 'zod';
import { ShownDifference } from '../domain/differences.ts';
import { lazily } from '../domain/lazily.ts';
import { Remark } from '../domain/text.ts';
import { resolutions, UnauthorizedChange, unauthorizedStatuses } from '../domain/unauthorized-change/unauthorized-change.ts';
import { Reference } from '../domain/values.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

/** An unauthorized change as the API answers it, with the names of what it refers to, number and title of the change, and the number of its draft. */
const UnauthorizedChangeView = lazily(() =>
  UnauthorizedChange()
    .extend({
      differences: z.array(ShownDifference()).default([]),
      ...{ itemName: nameView(), actorName: nameView(), resolvedByName: nameView() },
      ...{ number: z.string().optional(), title: z.string().optional(), draftNumber: z.string().optional() },
    })
    .meta({ id: 'UnauthorizedChange' }),
);

export const listUnauthorizedChanges = route({
  name: 'listUnauthorizedChanges',
  method: 'GET',
  path: '/v1/unauthorized-changes',
  summary: 'List changes of configuration items in service that no approved change allowed (C5)',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ ...pageQuery(), status: z.enum(unauthorizedStatuses).optional(), item: Reference().optional() })),
  success: { status: 200, schema: lazily(() => pageOf(UnauthorizedChangeView())) },
  problems: { 400: ['item/unknown'] },
});

export const resolveUnauthorizedChange = route({
  name: 'resolveUnauthorizedChange',
  method: 'POST',
  path: '/v1/unauthorized-changes/{id}/resolve',
  summary: 'Resolve an unauthorized change: accept it, say that it was reverted, or link it to the change that it belongs to',
  access: ['change-manager'],
  body: lazily(() =>
    z
      .strictObject({ resolution: z.enum(resolutions), change: Reference().optional(), reason: Remark(2_000).optional() })
      .superRefine(({ resolution, change, reason }, context) => {
        const wanted = resolution === 'linked' ? { change } : { reason };
        for (const [name, value] of Object.entries(wanted))
          if (value === undefined) context.addIssue({ code: 'custom', path: [name], message: `${resolution} needs a ${name}` });
        if (resolution !== 'linked' && change !== undefined)
          context.addIssue({ code: 'custom', path: ['change'], message: 'only the resolution linked names a change' });
      })
      .meta({ id: 'UnauthorizedChangeResolution' }),
  ),
  success: { status: 200, schema: UnauthorizedChangeView },
  problems: { 404: ['unauthorized-change/not-found'], 409: ['unauthorized-change/resolved', 'change/not-covering'] },
  idempotent: true,
});
