import { instantOf, millis, minute } from '../clock.ts';
import type { TimeSpan } from './calendar-conflicts.ts';

const nextMinute = (at: number): number => Math.ceil(at / minute) * minute;

/** Which slots are wanted. */
interface SlotQuestion {
  /** The range in which slots begin and end. */
  readonly span: TimeSpan;
  /** The length of a slot, in milliseconds. */
  readonly length: number;
  /** The most slots. */
  readonly count: number;
}

/**
 * The first times of a length in a range that overlap none of the busy times (H3). Slots begin at whole minutes, each as early as possible,
 * and do not overlap each other. A sweep over the busy times, sorted by their starts.
 */
export const freeSlots = (busy: readonly TimeSpan[], { span, length, count }: SlotQuestion): readonly TimeSpan[] => {
  const slots: TimeSpan[] = [];
  let cursor = nextMinute(millis(span.start));
  const fillUntil = (end: number): void => {
    while (slots.length < count && cursor + length <= end) {
      slots.push({ start: instantOf(cursor), end: instantOf(cursor + length) });
      cursor = nextMinute(cursor + length);
    }
  };
  for (const { start, end } of busy.toSorted((one, other) => (one.start < other.start ? -1 : 1))) {
    fillUntil(Math.min(millis(start), millis(span.end)));
    cursor = Math.max(cursor, nextMinute(millis(end)));
  }
  fillUntil(millis(span.end));
  return slots;
};
