import * as z from 'zod';
import { Id, StoredTime } from '../domain/values.ts';
import { availabilityFigures } from './availability.ts';
import { periodReport } from './period-report.ts';

const serviceFields = () => ({ service: Id(), serviceName: z.string() });

export const reportAvailability = periodReport('reportAvailability', 'availability', {
  summary: 'The availability of each service in each month of a period of up to 400 days; longer ones are exported (L2, L3)',
  access: 'signed-in',
  more: () => ({ withoutAgreement: z.array(z.strictObject(serviceFields())) }),
  row: () => ({
    ...serviceFields(),
    month: z.string().regex(/^\d{4}-\d{2}$/),
    from: StoredTime(),
    to: StoredTime(),
    countedTo: StoredTime(),
    ...availabilityFigures(),
  }),
});
