import { alertCosts } from './alerts.ts';
import { approvalCosts } from './approvals.ts';
import { assetUseCosts } from './asset-use.ts';
import { assetValueCosts } from './asset-values.ts';
import { assignmentCosts } from './assignments.ts';
import { calendarCosts } from './calendars.ts';
import { changeCosts } from './changes.ts';
import { classCosts } from './classes.ts';
import { consumerCosts } from './consumers.ts';
import { controlCosts } from './control.ts';
import type { Cost } from './cost.ts';
import { driftCosts } from './drift.ts';
import { historyCosts } from './history.ts';
import { impactCosts } from './impact.ts';
import { importCosts } from './imports.ts';
import { itemCosts } from './items.ts';
import { licenseCosts } from './licenses.ts';
import { outageCosts } from './outages.ts';
import { ownershipCosts } from './ownership.ts';
import { peopleCosts } from './people.ts';
import { policyCosts } from './policies.ts';
import { poolCosts } from './pools.ts';
import { registerReportCosts } from './register-reports.ts';
import { serviceCosts } from './services.ts';

/** The costs of every route and consumer, as test/unit/cost asserts and docs/performance.md shows them. */
export const costs: readonly Cost[] = [
  ...peopleCosts,
  ...itemCosts,
  ...classCosts,
  ...impactCosts,
  ...controlCosts,
  ...driftCosts,
  ...historyCosts,
  ...assetValueCosts,
  ...assignmentCosts,
  ...poolCosts,
  ...calendarCosts,
  ...licenseCosts,
  ...assetUseCosts,
  ...ownershipCosts,
  ...changeCosts,
  ...approvalCosts,
  ...policyCosts,
  ...serviceCosts,
  ...outageCosts,
  ...alertCosts,
  ...consumerCosts,
  ...importCosts,
  ...registerReportCosts,
];

/** Routes that do not use the table, and why. */
export const freeRoutes: Readonly<Record<string, string>> = {
  readHealth: 'answers from memory',
  readOpenApi: 'a file of the bundle',
  readDocs: 'a file of the bundle',
  readDocsAsset: 'a file of the bundle',
};
