import { approvalRoutes } from './approvals.ts';
import { assetRoutes } from './assets.ts';

import { changesRoutes } from './changes.ts';
import { configurationItemRoutes } from './configuration-items.ts';
import type { Contract } from './contract.ts';
import { itemRoutes } from './items.ts';
import { ingestRoutes, monitorRoutes } from './monitors.ts';
import { peopleRoutes } from './people.ts';
import { suppressionRoutes } from './suppression.ts';
import { systemRoutes } from './system.ts';

/**
 * All routes, by the function that answers them (the folder in `functions/`). The gateway's keys, the OpenAPI document, the typed
 * client and the walk of every route with every role are made from this list.
 */
export const api = {
  system: systemRoutes,
  people: peopleRoutes,
  assets: assetRoutes,
  'configuration-items': [...itemRoutes, ...configurationItemRoutes],
  changes: changesRoutes,
  approvals: approvalRoutes,
  monitors: monitorRoutes,
  ingest: ingestRoutes,
  evaluate: suppressionRoutes,
} as const satisfies Record<string, readonly Contract[]>;
