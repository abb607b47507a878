import type { PlannedDowntime } from '../agreement/agreement.ts';
import type { AgreementTime } from '../agreement/agreement-versions.ts';
import { type Interval, intersect, subtract, unite } from '../window/intervals.ts';
import { type AgreedWindow, lengthOfAll, timeOf, type UsedDowntime, usedDowntime } from './agreed-downtime.ts';
import { compareFractions, type Fraction, targetFraction } from './fraction.ts';
import { type CountedOutage, type OutagePiece, outagePieces } from './outage-pieces.ts';
import { type Recovery, recoveryIn } from './recovery.ts';
import { serviceTimeIn } from './service-time.ts';

/**
 * What availability is computed from. Windows and outages are those that overlap the period, and also those of some time before it: a window
 * may have used its minutes before the period began.
 */
export interface AvailabilityFacts<Outage extends CountedOutage = CountedOutage> {
  /** `[from, to)` in milliseconds. Of a period that goes on, the part that has passed. */
  readonly period: Interval<number>;
  /** The versions of the agreement, in order. */
  readonly agreements: readonly AgreementTime[];
  readonly windows: readonly AgreedWindow[];
  readonly outages: readonly Outage[];
}

/** A service over the whole time of the facts: which outage counts when, what was agreed, and when it was to be available. */
export interface ServiceAccount<Outage extends CountedOutage = CountedOutage> {
  readonly pieces: readonly OutagePiece<Outage>[];
  /** Each outage in which the service was down, from its beginning to its end. */
  readonly down: readonly Interval<number>[];
  readonly serviceTime: readonly Interval<number>[];
  readonly used: readonly UsedDowntime[];
}

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

const overlap = (one: Interval<number>, other: Interval<number>): Interval<number> => ({
  from: Math.max(one.from, other.from),
  to: Math.min(one.to, other.to),
});

/** The time of all facts: from the first of them to the end of the period. */
const factSpan = ({ period, windows, outages }: AvailabilityFacts): Interval<number> => ({
  from: [...windows, ...outages].reduce((first, { from }) => Math.min(first, from), period.from),
  to: period.to,
});

/** Settles what each time counts as (L2). */
export const accountOf = <Outage extends CountedOutage>(facts: AvailabilityFacts<Outage>): ServiceAccount<Outage> => {
  const span = factSpan(facts);
  const pieces = outagePieces(facts.outages);
  const down = unite(pieces.filter(({ outage }) => outage.state === 'down').map(({ from, to }) => ({ from, to })));
  const serviceTime = unite(facts.agreements.flatMap((each) => serviceTimeIn(each.agreement, overlap(each, span))));
  return { pieces, down, serviceTime, used: usedDowntime(facts.windows, { down, serviceTime }) };
};

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
  const within = overlap(time, period);
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
