import { putAgreement, readAgreement } from './agreements.ts';
import { readAvailability } from './availability.ts';
import { readDowntimeBudget } from './downtime-budget.ts';
import { correctOutage, listOutages, readOutage, reportOutage } from './outages.ts';
import { readServiceStatus } from './service-status.ts';

/** The routes of the area "Services". */
export const serviceRoutes = [
  putAgreement,
  readAgreement,
  reportOutage,
  listOutages,
  readOutage,
  correctOutage,
  readAvailability,
  readDowntimeBudget,
  readServiceStatus,
];
