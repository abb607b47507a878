import * as z from 'zod';
import { risks } from '../domain/change/change-values.ts';
import { impactStates } from '../domain/impact/states.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, StoredTime } from '../domain/values.ts';
import { assessmentErrors, notFound } from './change-errors.ts';
import { ConflictView } from './change-view.ts';
import { route } from './contract.ts';
import { itemNamesView, nameView, personNamesView } from './names.ts';

/** What submitting a change finds (H1). Lists of items have the first 200. */
const ChangePreview = lazily(() =>
  z
    .strictObject({
      scope: z.strictObject({
        count: z.int(),
        digest: z.string(),
        truncated: z.boolean(),
        items: z.array(Id()),
        itemNames: itemNamesView(),
      }),
      impact: z.strictObject({
        services: z.array(
          z.strictObject({
            service: Id(),
            name: nameView(),
            state: z.enum(impactStates),
            agreedDowntime: z.string().nullable(),
            budgetLeft: z.string().nullable(),
          }),
        ),
      }),
      risk: z.strictObject({ level: z.enum(risks), reasons: z.array(z.strictObject({ rule: z.string(), detail: z.string() })) }),
      conflicts: z.array(ConflictView()),
      policy: z.strictObject({
        name: z.string(),
        version: z.int(),
        levels: z.array(
          z.strictObject({
            level: z.int(),
            group: Id(),
            name: z.string(),
            eligible: z.array(Id()),
            eligibleNames: personNamesView(),
            needed: z.int(),
          }),
        ),
      }),
      quiet: z.strictObject({ items: z.array(Id()), itemNames: itemNamesView(), pagesAfterAt: StoredTime().nullable() }),
    })
    .meta({ id: 'ChangePreview' }),
);

export const previewChange = route({
  name: 'previewChange',
  method: 'GET',
  path: '/v1/changes/{id}/preview',
  summary: 'Preview a change: scope, affected services, risk, conflicts, who is asked, and what would be quiet',
  access: 'signed-in',
  success: { status: 200, schema: ChangePreview },
  problems: { ...notFound, 409: assessmentErrors },
});
