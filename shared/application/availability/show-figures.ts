import { type AvailabilityFigures, allowedMillis, targetTextOf } from '../../domain/availability/availability.ts';
import { percentOf } from '../../domain/availability/fraction.ts';
import { exactDuration } from '../../domain/values.ts';

/** The figures of a period as they are answered: durations and per cent as texts. */
export const figuresView = (figures: AvailabilityFigures) => ({
  serviceTime: exactDuration(figures.serviceTime),
  agreedDowntimeUsed: exactDuration(figures.used),
  outageTime: exactDuration(figures.outageTime),
  allowedOutageTime: exactDuration(allowedMillis(figures)),
  availability: figures.availability && percentOf(figures.availability, figures.target ? [figures.target, { over: 1n, under: 1n }] : []),
  target: targetTextOf(figures),
  met: figures.isMet,
  recovery: figures.recovery && {
    allowed: exactDuration(figures.recovery.allowed),
    worst: exactDuration(figures.recovery.worst),
    met: figures.recovery.isMet,
  },
});
