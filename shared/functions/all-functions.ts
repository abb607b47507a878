import type { Contract } from '../contracts/contract.ts';
import * as mainAreas from './areas.ts';
import type { Area, FunctionRecord } from './function-record.ts';
import * as serviceAreas from './service-areas.ts';
import * as workers from './workers.ts';

const areas = { ...mainAreas, ...serviceAreas };

/** All functions. Those that handle HTTP requests come first. */
export const allFunctions: readonly FunctionRecord[] = [...Object.values(areas), ...Object.values(workers)];

/** The name of a function that handles HTTP requests. */
export type AreaName = (typeof areas)[keyof typeof areas]['name'];

interface DescribedArea extends Area {
  readonly name: AreaName;
  readonly description: string;
}

/** The areas of the API, each with the function that handles its requests. */
export const allAreas: readonly DescribedArea[] = Object.values(areas).map(({ name, description, area }) => ({
  name,
  description,
  ...area,
}));

/**
 * All routes, by the name of the function that handles them. API Gateway's routes and the tests of every route with every role use this.
 */
export const api: Readonly<Record<string, readonly Contract[]>> = Object.fromEntries(allAreas.map(({ name, routes }) => [name, routes]));
