import type { AvailabilityFigures } from '../../domain/availability/availability.ts';
import { type Fraction, percentOf } from '../../domain/availability/fraction.ts';
import { exactDuration } from '../../domain/values.ts';

/** What is allowed, in whole milliseconds, rounded down: nothing that is not allowed is shown as allowed. */
const allowedMillis = ({ over, under }: Fraction): number => Number(over / under);

/** The target as it was agreed, or what several versions with other targets come to. */
const targetText = ({ target, versions }: AvailabilityFigures): string | null => {
  const agreed = new Set(versions.map((version) => version.target));
  const [only] = agreed;
  if (agreed.size === 1 && only !== undefined) return only;
  return target && percentOf(target);
};

/** The figures of a period as they are answered: durations and per cent as texts. */
export const figuresView = (figures: AvailabilityFigures) => ({
  serviceTime: exactDuration(figures.serviceTime),
  agreedDowntimeUsed: exactDuration(figures.used),
  outageTime: exactDuration(figures.outageTime),
  allowedOutageTime: exactDuration(allowedMillis(figures.allowed)),
  availability: figures.availability && percentOf(figures.availability, figures.target ? [figures.target, { over: 1n, under: 1n }] : []),
  target: targetText(figures),
  met: figures.isMet,
  recovery: figures.recovery && {
    allowed: exactDuration(figures.recovery.allowed),
    worst: exactDuration(figures.recovery.worst),
    met: figures.recovery.isMet,
  },
});
