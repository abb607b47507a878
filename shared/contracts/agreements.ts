import * as z from 'zod';
import { AgreementDraft, agreementFields } from '../domain/agreement/agreement.ts';
import { lazily } from '../domain/lazily.ts';
import { resourceFields, Time } from '../domain/values.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';

/** The errors of a path that names no service. */
export const noService = ['item/not-found', 'configuration-item/not-found', 'service/not-found'];

const AgreementView = lazily(() =>
  z.strictObject({ ...resourceFields(), ...agreementFields(), serviceName: nameView() }).meta({ id: 'Agreement' }),
);

export const putAgreement = route({
  name: 'putAgreement',
  method: 'PUT',
  path: '/v1/services/{id}/agreement',
  summary: 'Agree on the availability of a service from a day on; what was agreed before stays as it was (L1)',
  access: ['configuration-manager'],
  body: AgreementDraft,
  success: { status: 201, known: 200, schema: AgreementView },
  problems: {
    400: [
      'agreement/ends-before-start',
      'agreement/overlaps',
      'agreement/backdated',
      'agreement/too-many-versions',
      'agreement/target-over-100',
      'agreement/target-too-fine',
      'agreement/budget-too-long',
      'agreement/hours-end-before-start',
      'agreement/day-twice',
      'agreement/holiday-twice',
    ],
    404: noService,
  },
});

export const readAgreement = route({
  name: 'readAgreement',
  method: 'GET',
  path: '/v1/services/{id}/agreement',
  summary: 'Read what is agreed for a service, now or at another time',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ at: Time().optional().meta({ description: 'The time. Unset: now' }) })),
  success: { status: 200, schema: AgreementView },
  problems: { 404: [...noService, 'agreement/not-found'] },
});
