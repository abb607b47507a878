import type { Contract } from '../contracts/contract.ts';
import * as areas from './areas.ts';
import type { Area, FunctionRecord } from './function-record.ts';
import * as workers from './workers.ts';

/** All functions: those that answer HTTP requests first. */
export const allFunctions: readonly FunctionRecord[] = [...Object.values(areas), ...Object.values(workers)];

/** The name of a function that answers HTTP requests. */
export type AreaName = (typeof areas)[keyof typeof areas]['name'];

interface DescribedArea extends Area {
  readonly name: AreaName;
  readonly description: string;
}

/** The areas of the API, by the function that answers them. */
export const allAreas: readonly DescribedArea[] = Object.values(areas).map(({ name, description, area }) => ({
  name,
  description,
  ...area,
}));

/** All routes by the function that answers them. The gateway's keys and the walk of every route with every role are made from this. */
export const api: Readonly<Record<string, readonly Contract[]>> = Object.fromEntries(allAreas.map(({ name, routes }) => [name, routes]));
