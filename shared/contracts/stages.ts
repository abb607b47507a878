import * as z from 'zod';
import { GateEvidence } from '../domain/configuration-item/gate-evidence.ts';
import { blockerCodes, warningCodes } from '../domain/configuration-item/readiness.ts';
import { stages } from '../domain/configuration-item/stage-table.ts';
import { lazily } from '../domain/lazily.ts';
import { Id, PlainDate } from '../domain/values.ts';
import { ConfigurationItemView } from './configuration-item-views.ts';
import { route } from './contract.ts';

const notFound = ['item/not-found', 'configuration-item/not-found'];

const StageFinding = lazily(() =>
  z
    .strictObject({
      code: z.enum([...blockerCodes, ...warningCodes]),
      gate: z.string().optional(),
      detail: z.string(),
      items: z.array(Id()).optional(),
    })
    .meta({ id: 'StageFinding' }),
);

export const moveConfigurationItem = route({
  name: 'moveConfigurationItem',
  method: 'POST',
  path: '/v1/configuration-items/{id}/transition',
  summary: 'Take a configuration item to its next stage, with evidence for the gates between (C4)',
  access: ['configuration-manager'],
  body: lazily(() =>
    z
      .strictObject({ to: z.enum(stages), evidence: GateEvidence().optional(), date: PlainDate().optional() })
      .meta({ id: 'StageTransition' }),
  ),
  success: { status: 200, schema: ConfigurationItemView },
  problems: {
    400: ['configuration-item/date-in-future'],
    404: notFound,
    409: ['stage/blocked', ...blockerCodes],
  },
  idempotent: true,
});

export const readReadiness = route({
  name: 'readReadiness',
  method: 'GET',
  path: '/v1/configuration-items/{id}/readiness',
  summary: 'Ask whether a configuration item may take a stage now: every blocker and every warning (C4)',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ to: z.enum(stages) })),
  success: {
    status: 200,
    schema: lazily(() =>
      z
        .strictObject({
          to: z.enum(stages),
          ready: z.boolean(),
          blockers: z.array(StageFinding()),
          warnings: z.array(StageFinding()),
        })
        .meta({ id: 'Readiness' }),
    ),
  },
  problems: { 404: notFound },
});
