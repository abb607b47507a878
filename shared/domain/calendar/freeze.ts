import type { Instant } from '../clock.ts';
import { invalid } from '../errors.ts';
import { defineResource, type ResourceOf } from '../resource/define-resource.ts';
import { Remark } from '../text.ts';
import { Name, StoredTime, Time } from '../values.ts';
import { CalendarMatch } from './calendar-match.ts';
import { Recurrence } from './recurrence.ts';

const freezeFields = (time: typeof Time | typeof StoredTime) => ({
  name: Name(),
  start: time().optional(),
  end: time().optional(),
  recurrence: Recurrence().optional(),
  match: CalendarMatch().default({}),
  reason: Remark(10_000).optional(),
});

/** A time in which no change of the matched CIs is scheduled (H4): once, or recurring. */
export const Freezes = defineResource({
  noun: 'freeze',
  plural: 'freezes',
  fields: () => freezeFields(Time),
  unique: ({ name }) => [{ scheme: 'name', value: name }],
});
export type Freeze = ResourceOf<typeof Freezes.fields>;

/** The fields of a freeze as it is stored and answered. */
export const storedFreezeFields = () => freezeFields(StoredTime);

/** The time of a freeze that does not recur. */
type FixedTime = { readonly start: Instant; readonly end: Instant };

/** Whether the freeze is at one time. A freeze that is not recurs. */
export const isOnce = (freeze: Freeze): freeze is Freeze & FixedTime => freeze.recurrence === undefined;

/** @throws DomainError invalid with a pointer unless the freeze has either a start before its end, or a recurrence */
export const assertFreezeTime = ({ start, end, recurrence }: Pick<Freeze, 'start' | 'end' | 'recurrence'>): void => {
  if (recurrence) {
    if (start === undefined && end === undefined) return;
    throw invalid('/recurrence', 'freeze/two-times', 'a freeze has start and end, or a recurrence, not both');
  }
  if (start === undefined) throw invalid('/start', 'freeze/no-time', 'a freeze needs start and end, or a recurrence');
  if (end === undefined) throw invalid('/end', 'freeze/no-time', 'a freeze with a start needs an end');
  if (end <= start) throw invalid('/end', 'freeze/ends-before-start', `the end ${end} is not after the start ${start}`);
};
