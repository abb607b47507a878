import { lossCodes } from '../asset/lifecycle-table.ts';
import { DomainError } from '../errors.ts';
import { pointerTo } from '../schema-error.ts';
import type { Stage } from './stage-table.ts';

/** The codes of what stands in the way of a step. */
export const blockerCodes = [
  'stage/not-allowed',
  'gate/missing',
  'relation/live-dependant',
  'change/open',
  'monitor/mapped',
  'agreement/in-force',
  'outage/open',
  ...lossCodes,
] as const;

/** The codes of what to think of before a step. */
export const warningCodes = ['asset/book-value', 'license/assigned'] as const;

/** What stands in the way of a step, or what to think of before it. `gate`: the gate that is not passed. `items`: the CIs that it is about. */
export interface StageFinding {
  readonly code: (typeof blockerCodes)[number] | (typeof warningCodes)[number];
  readonly detail: string;
  readonly gate?: string;
  readonly items?: readonly string[];
}

/** Whether a CI may take a stage now. Warnings do not stop it. */
export interface Readiness {
  readonly to: Stage;
  readonly ready: boolean;
  readonly blockers: readonly StageFinding[];
  readonly warnings: readonly StageFinding[];
}

/** The most blockers that one error names. */
const mostNamed = 40;

/** 409: a CI may not take a stage, with one error for each blocker. */
export const stageBlocked = (to: Stage, blockers: readonly StageFinding[]): DomainError => {
  const errors = blockers.slice(0, mostNamed).map(({ code, detail, gate }) => ({
    pointer: gate === undefined ? '/to' : pointerTo('/evidence', gate),
    code,
    detail,
  }));
  return new DomainError('conflict', 'stage/blocked', `it cannot be ${to} yet: ${errors[0]?.detail}`, { errors });
};
