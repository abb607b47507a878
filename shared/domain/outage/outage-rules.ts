import { firstBookTime } from '../book/book-date.ts';
import { type Instant, later, plus } from '../clock.ts';
import { conflict, invalid } from '../errors.ts';
import { isSameValue } from '../resource/same-value.ts';
import { idOfText } from '../sha256.ts';
import { isMeasured, mostCorrections, type Outage, type OutageFacts, type OutageSource } from './outage.ts';

/**
 * Checks the times of an outage against each other and against the clock.
 * @throws DomainError invalid `outage/too-early`, `outage/in-future`, `outage/ends-before-start`
 */
export const assertOutageTimes = ({ start, end }: Pick<OutageFacts, 'start' | 'end'>, now: Instant): void => {
  if (start < firstBookTime) throw invalid('/start', 'outage/too-early', `${start} is before ${firstBookTime}, the earliest start`);
  if (start > now) throw invalid('/start', 'outage/in-future', `${start} is in the future; an outage is a fact, and it is ${now}`);
  if (end === undefined) return;
  if (end <= start) throw invalid('/end', 'outage/ends-before-start', `the end ${end} is not after the start ${start}`);
  if (end > now) throw invalid('/end', 'outage/in-future', `${end} is in the future; leave the end out while the outage goes on`);
};

/** The id of an outage that a source tells of: it follows from the service and the key, so that what is told twice is one outage. */
export const outageIdOf = (service: string, sourceKey: string): string => idOfText(`outage ${service} ${sourceKey}`);

/** What is told of an outage, and by whom. */
export interface OutageReport {
  readonly service: string;
  readonly facts: OutageFacts;
  readonly source: OutageSource;
  /** What the source calls it, such as an episode. A report with the same key tells more of the same outage. @default an outage of its own */
  readonly sourceKey?: string | undefined;
  /** What the tool calls it from which it is imported. */
  readonly reference?: string | undefined;
  readonly reportedBy: string;
  /** When a monitor told of the beginning and of the end, on our clock. */
  readonly receivedAt?: Instant | undefined;
  readonly endReceivedAt?: Instant | undefined;
}

/** A new outage. */
export const newOutage = (id: string, { facts, ...report }: OutageReport, now: Instant): Outage => ({
  ...{ id, version: 1, createdAt: now, updatedAt: now },
  ...facts,
  ...report,
  corrections: [],
});

const next = (outage: Outage, fields: Partial<Outage>, now: Instant): Outage => ({
  ...outage,
  ...fields,
  version: outage.version + 1,
  updatedAt: now,
});

/** An end that a source tells of an outage whose start somebody has corrected: never before that start. */
const endAfter = (start: Instant, end: Instant | undefined): Instant | undefined =>
  end === undefined ? undefined : later(end, plus(start, 1));

/**
 * The outage after its source has told more, or the outage itself if that is nothing new. A field that the source leaves out stays; an end that
 * it tells as undefined is taken back. What somebody has corrected stays corrected: then the source only adds an end that is missing.
 */
export const toldAgain = (outage: Outage, { facts, receivedAt, endReceivedAt }: OutageReport, now: Instant): Outage => {
  const isCorrected = outage.corrections.length > 0;
  const known = factsOf(outage);
  const fields = factsOf(isCorrected ? { ...known, end: outage.end ?? endAfter(outage.start, facts.end) } : { ...known, ...facts });
  if (isSameValue(fields, known)) return outage;
  const received = { receivedAt: outage.receivedAt ?? receivedAt, endReceivedAt: endReceivedAt ?? outage.endReceivedAt };
  return next(outage, { end: undefined, ...fields, ...received }, now);
};

/** The facts of an outage that a correction can replace. */
export const factsOf = ({ start, end, state, cause, change, item, note }: OutageFacts): OutageFacts => {
  const facts = { start, end, state, cause, change, item, note };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as unknown as OutageFacts;
};

/** Why the facts are replaced, and by whom. */
interface CorrectionReason {
  readonly by: string;
  readonly reason: string;
}

/**
 * The outage with other facts. The former ones are kept beside the reason (L2).
 * @throws DomainError conflict `outage/too-many-corrections`
 */
export const correctedOutage = (outage: Outage, facts: OutageFacts, { by, reason }: CorrectionReason, now: Instant): Outage => {
  if (outage.corrections.length >= mostCorrections)
    throw conflict('outage/too-many-corrections', `the outage has ${mostCorrections} corrections, which is the most`);
  const removed = { end: undefined, cause: undefined, change: undefined, item: undefined, note: undefined };
  const corrections = [...outage.corrections, { at: now, by, reason, before: factsOf(outage) }];
  return next(outage, { ...removed, ...facts, corrections }, now);
};

/** When an outage ends, or at the latest: one that goes on counts up to now. */
export const endOfOutage = ({ end }: Pick<Outage, 'end'>, now: Instant): Instant => (end === undefined || end > now ? now : end);

const overlaps = (one: Outage, other: Outage): boolean =>
  (other.end === undefined || one.start < other.end) && (one.end === undefined || other.start < one.end);

/** The first measured outage that overlaps a typed one: there the measured times count (L2). */
export const supersededBy = (outage: Outage, others: readonly Outage[]): string | undefined =>
  isMeasured(outage) ? undefined : others.find((other) => isMeasured(other) && overlaps(outage, other))?.id;
