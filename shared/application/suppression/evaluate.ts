import type { Clock, Instant } from '../../domain/clock.ts';
import type { Monitor, MonitorRepository } from '../../domain/monitor/monitor.ts';
import { decideSuppression, maxAgeSeconds, type ReachedItem, type SuppressionDecision } from '../../domain/suppression/decision.ts';
import { isNeverSuppressed } from '../../domain/suppression/matcher.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { type CiReference, type LookUpContext, lookUp, type ReachedItems } from './look-up.ts';
import { readQuiet } from './read-quiet.ts';

interface EvaluateContext extends LookUpContext {
  readonly windows: Pick<WindowRepository, 'entriesOf' | 'findMany'>;
  readonly monitors: Pick<MonitorRepository, 'get'>;
  readonly clock: Clock;
}

/** The answer (S1): the decision, on which CI, when on our clock, and how long it may be kept. */
export interface Evaluation extends SuppressionDecision {
  readonly ci: string | null;
  readonly decidedAt: Instant;
  readonly maxAgeSeconds: number;
}

export interface Question {
  readonly at?: Instant | undefined;
  /** Whose mapping and matchers count for labels; the default mapping and what is shipped where none is named (S1). */
  readonly monitor?: string | undefined;
  readonly alerts: readonly CiReference[];
}

/** The CI of an answer: the first that was reached, else the reference that was asked for. */
const shownCi = (asked: CiReference, [first]: readonly ReachedItem[]): string | null => {
  if (first) return first.id;
  return 'ci' in asked ? asked.ci : null;
};

const isExempt = (asked: CiReference, monitor: Monitor | undefined): boolean =>
  'labels' in asked && isNeverSuppressed(monitor?.neverSuppress, asked.labels);

/** Not suppressed because it cannot be known what the alert is about (S2). */
const uncertain: SuppressionDecision = { suppressed: false, reasons: [], nextTransitionAt: null };
const exempt: SuppressionDecision = { ...uncertain, note: 'never-suppressed' };

/**
 * Whether alerts are suppressed (S1), for each what was asked: one query a CI and one reading of its windows, past and future times alike.
 * @throws DomainError missing `monitor/not-found`
 */
export const evaluate =
  (context: EvaluateContext) =>
  async (question: Question): Promise<readonly Evaluation[]> => {
    const decidedAt = context.clock.now();
    const at = question.at ?? decidedAt;
    const monitor = question.monitor === undefined ? undefined : await context.monitors.get(question.monitor);
    const asked = question.alerts.map((alert) => ('labels' in alert ? { labels: alert.labels, mapping: monitor?.mapping } : alert));
    const reached = await lookUp(context)(asked);
    const quiet = await readQuiet(context)(
      reached.flatMap(({ items }) => items),
      { at },
    );
    const decide = (alert: CiReference, { items, isCertain }: ReachedItems): SuppressionDecision => {
      if (isExempt(alert, monitor)) return exempt;
      return isCertain ? decideSuppression(quiet.of(items), at) : uncertain;
    };
    return reached.map((found, place) => {
      const { items } = found;
      const alert = asked[place] as CiReference;
      const { suppressed, reasons, note, nextTransitionAt } = decide(alert, found);
      return { ci: shownCi(alert, items), suppressed, reasons, ...(note ? { note } : {}), decidedAt, nextTransitionAt, maxAgeSeconds };
    });
  };
