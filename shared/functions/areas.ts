import { approvalRoutes } from '../contracts/approvals.ts';
import { assetRoutes } from '../contracts/assets.ts';
import { changesRoutes } from '../contracts/changes.ts';
import { configurationItemRoutes } from '../contracts/configuration-items.ts';
import { ingestRoutes, monitorRoutes } from '../contracts/monitors.ts';
import { peopleRoutes } from '../contracts/people.ts';
import { suppressionRoutes } from '../contracts/suppression.ts';
import { systemRoutes } from '../contracts/system.ts';
import type { FunctionRecord } from './function-record.ts';

/** Functions that answer HTTP requests, one an area of the API. Each bundle holds its own record only: esbuild drops the others. */

export const systemFunction = {
  name: 'system',
  description: 'Health, this document, and every path that no other function answers.',
  area: { title: 'System', routes: systemRoutes, isFallback: true },
  needs: [],
} as const satisfies FunctionRecord;

export const peopleFunction = {
  name: 'people',
  description: 'People, teams, contact groups and machine clients; who the caller is; all events, for audits.',
  area: { title: 'People', routes: peopleRoutes },
  needs: ['table', 'callers'],
} as const satisfies FunctionRecord;

export const assetsFunction = {
  name: 'assets',
  description: 'The asset facet of items: what is owned and paid for.',
  area: { title: 'Assets', routes: assetRoutes },
  needs: ['table', 'callers'],
} as const satisfies FunctionRecord;

export const configurationItemsFunction = {
  name: 'configuration-items',
  description: 'Items as a whole, their CI facets, and the relations between them.',
  area: { title: 'Configuration items', routes: configurationItemRoutes },
  needs: ['table', 'callers'],
} as const satisfies FunctionRecord;

export const changesFunction = {
  name: 'changes',
  description: 'Changes: request, decide, start, finish and review them; their history and alerts.',
  area: { title: 'Changes', routes: changesRoutes },
  needs: ['table', 'callers'],
} as const satisfies FunctionRecord;

export const approvalsFunction = {
  name: 'approvals',
  description: "Deciding without signing in, by a mailed link and a one-time code; the changes that await the caller's decision.",
  area: { title: 'Approvals', routes: approvalRoutes },
  needs: ['table', 'callers', 'mail', 'public-url'],
} as const satisfies FunctionRecord;

export const monitorsFunction = {
  name: 'monitors',
  description: 'Monitors: who sends alerts and where they go; what became of each alert.',
  area: { title: 'Monitors', routes: monitorRoutes },
  needs: ['table', 'callers', 'seal', 'receivers', 'public-url'],
} as const satisfies FunctionRecord;

export const ingestFunction = {
  name: 'ingest',
  description: 'Receives the alerts that monitors send.',
  area: { title: 'Alerts in', routes: ingestRoutes },
  needs: ['table', 'callers', 'send-queue'],
  memoryMegabytes: 1024,
  concurrency: 'paging',
  alarms: { subject: 'Ingest', errors: 0, slowMillis: 5_000, throttles: 0 },
} as const satisfies FunctionRecord;

export const evaluateFunction = {
  name: 'evaluate',
  description: 'Suppression decisions: whether alerts are suppressed at a time, and why; the windows behind them.',
  area: { title: 'Evaluation', routes: suppressionRoutes },
  needs: ['table', 'callers'],
  memoryMegabytes: 1024,
  concurrency: 'paging',
} as const satisfies FunctionRecord;
