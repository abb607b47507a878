import * as z from 'zod';
import { AliasScheme } from '../domain/configuration-item/alias.ts';
import { lazily } from '../domain/lazily.ts';
import { decisionNotes } from '../domain/suppression/decision.ts';
import { Remark } from '../domain/text.ts';
import { Id, Reference, StoredTime, Time } from '../domain/values.ts';
import { mostNamedItems } from '../domain/window/mask.ts';
import { windowStates } from '../domain/window/window.ts';
import { route } from './contract.ts';
import { changeNameFields, nameView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';
import { WindowView } from './window-view.ts';

export const EvaluationView = lazily(() =>
  z
    .strictObject({
      ci: z.string().nullable().meta({ description: 'Id of the CI; null if the CI is unknown' }),
      name: nameView(),
      suppressed: z.boolean(),
      reasons: z.array(z.strictObject({ window: Id(), change: Id(), ...changeNameFields(), revision: z.int(), until: StoredTime() })),
      note: z.enum(decisionNotes).optional(),
      decidedAt: StoredTime(),
      nextTransitionAt: StoredTime().nullable(),
      maxAgeSeconds: z.int(),
    })
    .meta({ id: 'Evaluation' }),
);

/**
 * A reference that cannot name a CI is treated as an unknown CI and not rejected (S1). Only texts of more than 2,000 characters are
 * rejected.
 */
const reference = () => z.string().max(2_000);

/** Labels are read as those of a monitor's message: null and empty values are left out, and other values become text. */
const alertLabels = () => z.record(z.string(), z.unknown());

const references = ['ci', 'alias', 'labels'] as const;
const isReference = (input: unknown): boolean => typeof input === 'object' && input !== null && references.some((name) => name in input);

const AlertReference = lazily(() =>
  z.union(
    [
      z.strictObject({ ci: reference() }),
      z.strictObject({ alias: z.strictObject({ scheme: AliasScheme(), value: reference() }) }),
      z.strictObject({ labels: alertLabels() }),
    ],
    {
      error: ({ input }) =>
        isReference(input)
          ? undefined
          : 'each entry needs ci or labels (or alias), such as { "ci": "web-7" } or { "labels": { "instance": "web-7:9100" } }',
    },
  ),
);

export const readSuppression = route({
  name: 'readSuppression',
  method: 'GET',
  path: '/v1/suppression',
  summary: 'Check whether alerts of a CI are suppressed, now or at another time, why, and until when (S1)',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ ci: reference().optional(), alias: reference().optional(), at: Time().optional() })),
  success: { status: 200, schema: EvaluationView },
  problems: { 400: ['suppression/ci-or-alias'] },
  explicitKey: true,
});

export const evaluateAlerts = route({
  name: 'evaluateAlerts',
  method: 'POST',
  path: '/v1/suppression/evaluate',
  summary: 'Check whether alerts of up to 500 CIs or sets of labels are suppressed',
  access: 'signed-in',
  body: lazily(() =>
    z.strictObject({ at: Time().optional(), monitor: Id().optional(), alerts: z.array(AlertReference()).min(1).max(500) }),
  ),
  foreignText: true,
  bodyLimit: 1_024 * 1_024,
  success: { status: 200, schema: lazily(() => z.strictObject({ results: z.array(EvaluationView()) })) },
  problems: { 404: ['monitor/not-found'] },
  explicitKey: true,
});

export const listWindows = route({
  name: 'listWindows',
  method: 'GET',
  path: '/v1/windows',
  summary: 'List windows that overlap a time range of at most 62 days, sorted by start',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({
      ...pageQuery(),
      from: Time().optional(),
      to: Time().optional(),
      item: Reference().optional(),
      activeAt: Time().optional(),
      state: z.enum(windowStates).optional(),
    }),
  ),
  success: { status: 200, schema: lazily(() => pageOf(WindowView())) },
  problems: { 400: ['windows/range', 'item/unknown'] },
});

export const readWindow = route({
  name: 'readWindow',
  method: 'GET',
  path: '/v1/windows/{id}',
  summary: 'Read a window',
  access: 'signed-in',
  success: { status: 200, schema: WindowView },
  problems: { 404: ['window/not-found'] },
});

export const endWindow = route({
  name: 'endWindow',
  method: 'POST',
  path: '/v1/windows/{id}/end',
  summary: 'End a window early, for all its items or for some of the named ones; held alerts are sent at once (W2)',
  access: 'signed-in',
  body: lazily(() =>
    z.strictObject({
      reason: Remark(2_000),
      items: z
        .array(Reference())
        .min(1)
        .max(mostNamedItems)
        .optional()
        .meta({ description: 'Items that the change names. Without this field, the quiet of all items ends' }),
    }),
  ),
  success: { status: 200, schema: WindowView },
  problems: {
    400: ['window/item-foreign', 'item/unknown'],
    403: ['window/not-yours'],
    404: ['window/not-found'],
    409: ['window/not-in-force'],
  },
  idempotent: true,
});

export const confirmWindow = route({
  name: 'confirmWindow',
  method: 'POST',
  path: '/v1/windows/{id}/confirm',
  summary: 'Confirm a window after the table was restored; until then it suppresses nothing (S2)',
  access: ['change-manager'],
  success: { status: 200, schema: WindowView },
  problems: { 404: ['window/not-found'], 409: ['window/nothing-to-confirm'] },
  idempotent: true,
});

export const suppressionRoutes = [readSuppression, evaluateAlerts, listWindows, readWindow, endWindow, confirmWindow];
