import type { Clock, Instant } from '../../domain/clock.ts';
import { labelsIn } from '../../domain/monitor/alert-labels.ts';
import type { MonitorRepository } from '../../domain/monitor/monitor.ts';
import type { CiReference } from '../../domain/suppression/candidates.ts';
import { decideSuppression, maxAgeSeconds, type SuppressionDecision } from '../../domain/suppression/decision.ts';
import { exemptionOf } from '../../domain/suppression/exemption.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { type LookUpContext, lookUp, type ReachedItems } from './look-up.ts';
import { readQuiet } from './read-quiet.ts';

interface EvaluateContext extends LookUpContext {
  readonly windows: Pick<WindowRepository, 'entriesOf' | 'findMany' | 'restoreEpoch'>;
  readonly monitors: Pick<MonitorRepository, 'get'>;
  readonly clock: Clock;
}

/** One answer (S1): the decision, its CI, the time of the decision, and how long it may be cached. */
export interface Evaluation extends SuppressionDecision {
  readonly ci: string | null;
  /** The name of the CI, if it is known. */
  readonly name?: string | undefined;
  readonly decidedAt: Instant;
  readonly maxAgeSeconds: number;
}

export interface Question {
  readonly at?: Instant | undefined;
  /** The monitor whose mapping and matchers are applied to labels. Without it, the default mapping is applied (S1). */
  readonly monitor?: string | undefined;
  /** Labels are read as those of a monitor's message. */
  readonly alerts: readonly (CiReference | { readonly labels: Readonly<Record<string, unknown>> })[];
}

/** The CI of an answer: the first one found, or else the reference in the question. */
const shownCi = (reference: CiReference, item: string | undefined): string | null => {
  if (item !== undefined) return item;
  return 'ci' in reference ? reference.ci : null;
};

/** Not suppressed, because the CIs of the alert are not known for certain (S2). */
const uncertain: SuppressionDecision = { suppressed: false, reasons: [], nextTransitionAt: null };
const neverSuppressed: SuppressionDecision = { ...uncertain, note: 'never-suppressed' };

/**
 * Decides whether alerts are suppressed, now or at another time, with one answer for each alert (S1). It makes one query per CI, and reads
 * each window once.
 * @throws DomainError missing `monitor/not-found`
 */
export const evaluate =
  (context: EvaluateContext) =>
  async (question: Question): Promise<readonly Evaluation[]> => {
    const decidedAt = context.clock.now();
    const at = question.at ?? decidedAt;
    const monitor = question.monitor === undefined ? undefined : await context.monitors.get(question.monitor);
    const references = question.alerts.map(
      (alert): CiReference => ('labels' in alert ? { labels: labelsIn(alert.labels), monitor } : alert),
    );
    const reached = await lookUp(context)(references);
    const quiet = await readQuiet(context)(
      reached.flatMap(({ items }) => items),
      { at },
    );
    const exemption = await exemptionOf(monitor ?? {});
    const decide = (alert: CiReference, { items, isCertain }: ReachedItems): SuppressionDecision => {
      const labels = 'labels' in alert ? alert.labels : undefined;
      if (labels && exemption.isExempt(labels) !== false) return neverSuppressed;
      if (!isCertain) return uncertain;
      return decideSuppression(quiet.of(labels ? exemption.dated(labels, items) : items), at);
    };
    return reached.map((found, place) => {
      const { item, name } = found;
      const alert = references[place] as CiReference;
      const { suppressed, reasons, note, nextTransitionAt } = decide(alert, found);
      return {
        ci: shownCi(alert, item),
        name,
        suppressed,
        reasons,
        ...(note ? { note } : {}),
        decidedAt,
        nextTransitionAt,
        maxAgeSeconds,
      };
    });
  };
