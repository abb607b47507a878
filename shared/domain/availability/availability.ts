import type { PlannedDowntime } from '../agreement/agreement.ts';
import type { AgreementTime } from '../agreement/agreement-versions.ts';
import { type Interval, intersect, subtract } from '../window/intervals.ts';
import { lengthOfAll, timeOf } from './agreed-downtime.ts';
import { compareFractions, type Fraction, percentOf, targetFraction } from './fraction.ts';
import { type Recovery, recoveryIn } from './recovery.ts';
import { type AvailabilityFacts, accountOf, overlapOf, type ServiceAccount } from './service-account.ts';

/** The figures of one version of the agreement, in milliseconds. */
export interface VersionFigures extends Interval<number> {
  readonly version: number;
  readonly target: string;
  readonly serviceTime: number;
  readonly used: number;
  /** AST: the time that availability is measured in. */
  readonly agreedServiceTime: number;
  /** D: downtime within it that counts. */
  readonly outageTime: number;
  readonly allowed: Fraction;
}

/** The figures of a period, in milliseconds. */
export interface AvailabilityFigures extends Pick<VersionFigures, 'serviceTime' | 'used' | 'agreedServiceTime' | 'outageTime' | 'allowed'> {
  /** (AST - D) / AST. Null if AST is 0. */
  readonly availability: Fraction | null;
  /** What availability must reach over all versions. Null if AST is 0. */
  readonly target: Fraction | null;
  readonly isMet: boolean | null;
  readonly recovery: Recovery | null;
  readonly versions: readonly VersionFigures[];
}

/** What each rule for planned downtime makes of the service time and of the used minutes: AST and D (L1). */
const rules: Readonly<Record<PlannedDowntime, (time: { serviceTime: number; used: number; other: number }) => readonly [number, number]>> =
  {
    excluded: ({ serviceTime, used, other }) => [serviceTime - used, other],
    up: ({ serviceTime, other }) => [serviceTime, other],
    down: ({ serviceTime, used, other }) => [serviceTime, used + other],
  };

const versionFigures = (
  { agreement, ...time }: AgreementTime,
  period: Interval<number>,
  account: ServiceAccount,
): VersionFigures | undefined => {
  const within = overlapOf(time, period);
  if (within.from >= within.to) return undefined;
  const served = intersect(account.serviceTime, [within]);
  const used = timeOf(account.used);
  const serviceTime = lengthOfAll(served);
  const usedTime = lengthOfAll(intersect(used, served));
  const other = lengthOfAll(subtract(intersect(account.down, served), used));
  const [agreedServiceTime, outageTime] = rules[agreement.plannedDowntime]({ serviceTime, used: usedTime, other });
  const { over, under } = targetFraction(agreement.target);
  const allowed = { over: (under - over) * BigInt(agreedServiceTime), under };
  return {
    ...within,
    version: agreement.version,
    target: agreement.target,
    serviceTime,
    used: usedTime,
    agreedServiceTime,
    outageTime,
    allowed,
  };
};

const sumOf = (versions: readonly VersionFigures[], field: 'serviceTime' | 'used' | 'agreedServiceTime' | 'outageTime'): number =>
  versions.reduce((sum, version) => sum + version[field], 0);

/** 1 - allowed / AST: with one version its target, with several what they come to together. */
const commonTarget = ({ over, under }: Fraction, agreedServiceTime: bigint): Fraction => ({
  over: under * agreedServiceTime - over,
  under: under * agreedServiceTime,
});

/**
 * Availability over a period (L2): (AST - D) / AST as an exact fraction. It is met if D is at most what the versions of the agreement allow
 * together, each by its own target and time. Without any AST there is no figure, and it is neither met nor missed.
 */
export const availabilityOf = (facts: AvailabilityFacts, account: ServiceAccount = accountOf(facts)): AvailabilityFigures => {
  const versions = facts.agreements.flatMap((each) => versionFigures(each, facts.period, account) ?? []);
  const agreedServiceTime = sumOf(versions, 'agreedServiceTime');
  const outageTime = sumOf(versions, 'outageTime');
  const under = targetFraction('0').under;
  const allowed = { over: versions.reduce((sum, version) => sum + version.allowed.over, 0n), under };
  const hasFigure = agreedServiceTime > 0;
  return {
    versions,
    serviceTime: sumOf(versions, 'serviceTime'),
    used: sumOf(versions, 'used'),
    agreedServiceTime,
    outageTime,
    allowed,
    availability: hasFigure ? { over: BigInt(agreedServiceTime - outageTime), under: BigInt(agreedServiceTime) } : null,
    target: hasFigure ? commonTarget(allowed, BigInt(agreedServiceTime)) : null,
    isMet: hasFigure ? compareFractions({ over: BigInt(outageTime), under: 1n }, allowed) <= 0 : null,
    recovery: recoveryIn(facts, account),
  };
};

/** Whether the outage time has reached 80 per cent of what is allowed (L3). */
export const isNearBreach = ({ outageTime, allowed: { over, under } }: Pick<AvailabilityFigures, 'outageTime' | 'allowed'>): boolean =>
  over > 0n && compareFractions({ over: BigInt(outageTime) * 100n, under: 80n }, { over, under }) >= 0;

/** What is allowed, in whole milliseconds, rounded down: nothing that is not allowed is shown as allowed. */
export const allowedMillis = ({ allowed: { over, under } }: Pick<AvailabilityFigures, 'allowed'>): number => Number(over / under);

/** The target in per cent as it was agreed, or what several versions with other targets come to. Null without any AST. */
export const targetTextOf = ({ target, versions }: Pick<AvailabilityFigures, 'target' | 'versions'>): string | null => {
  const [only, ...others] = new Set(versions.map((version) => version.target));
  return only !== undefined && others.length === 0 ? only : target && percentOf(target);
};
