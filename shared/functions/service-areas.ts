import { serviceRoutes } from '../contracts/services.ts';
import type { FunctionRecord } from './function-record.ts';

/** Functions that handle the HTTP requests about services. Each bundle contains only its own record: esbuild removes the others. */

export const servicesFunction = {
  name: 'services',
  description: 'Services: what is agreed for them, their outages, and their availability.',
  area: { title: 'Services', routes: serviceRoutes },
  needs: ['origin-proof', 'table', 'callers'],
  rows: {
    reads: ['one', 'many', 'partition'],
    lists: ['bySelector', 'byTime'],
    checks: true,
    writes: ['sign-ins', 'answers', 'events', 'agreements', 'outages', 'dues'],
  },
} as const satisfies FunctionRecord;
