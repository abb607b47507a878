import type { Clock, Instant } from '../../domain/clock.ts';
import type { MonitorRepository } from '../../domain/monitor/monitor.ts';
import { decideSuppression, maxAgeSeconds, type ReachedItem, type SuppressionDecision } from '../../domain/suppression/decision.ts';
import { exemptionBy } from '../../domain/suppression/exemption.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { type CiReference, type LookUpContext, lookUp, type ReachedItems } from './look-up.ts';
import { readQuiet } from './read-quiet.ts';

interface EvaluateContext extends LookUpContext {
  readonly windows: Pick<WindowRepository, 'entriesOf' | 'findMany'>;
  readonly monitors: Pick<MonitorRepository, 'get'>;
  readonly clock: Clock;
}

/** One answer (S1): the decision, the CI that it is about, the server's time of it, and how long it may be cached. */
export interface Evaluation extends SuppressionDecision {
  readonly ci: string | null;
  readonly decidedAt: Instant;
  readonly maxAgeSeconds: number;
}

export interface Question {
  readonly at?: Instant | undefined;
  /** Labels are read by the mapping and matchers of this monitor, without one by the default mapping (S1). */
  readonly monitor?: string | undefined;
  readonly alerts: readonly CiReference[];
}

/** The CI of an answer: the first one found, else the reference in the question. */
const shownCi = (asked: CiReference, [first]: readonly ReachedItem[]): string | null => {
  if (first) return first.id;
  return 'ci' in asked ? asked.ci : null;
};

/** Not suppressed, because it cannot be known what the alert is about (S2). */
const uncertain: SuppressionDecision = { suppressed: false, reasons: [], nextTransitionAt: null };
const neverSuppressed: SuppressionDecision = { ...uncertain, note: 'never-suppressed' };

/**
 * Whether alerts are suppressed, now or at another time: one answer for each question (S1). It takes one query per CI, and reads each window
 * once.
 * @throws DomainError missing `monitor/not-found`
 */
export const evaluate =
  (context: EvaluateContext) =>
  async (question: Question): Promise<readonly Evaluation[]> => {
    const decidedAt = context.clock.now();
    const at = question.at ?? decidedAt;
    const monitor = question.monitor === undefined ? undefined : await context.monitors.get(question.monitor);
    const asked = question.alerts.map((alert) => ('labels' in alert ? { labels: alert.labels, monitor } : alert));
    const reached = await lookUp(context)(asked);
    const quiet = await readQuiet(context)(
      reached.flatMap(({ items }) => items),
      { at },
    );
    const exemption = await exemptionBy(monitor?.neverSuppress);
    const decide = (alert: CiReference, { items, isCertain }: ReachedItems): SuppressionDecision => {
      if ('labels' in alert && exemption(alert.labels) !== false) return neverSuppressed;
      return isCertain ? decideSuppression(quiet.of(items), at) : uncertain;
    };
    return reached.map((found, place) => {
      const { items } = found;
      const alert = asked[place] as CiReference;
      const { suppressed, reasons, note, nextTransitionAt } = decide(alert, found);
      return { ci: shownCi(alert, items), suppressed, reasons, ...(note ? { note } : {}), decidedAt, nextTransitionAt, maxAgeSeconds };
    });
  };
