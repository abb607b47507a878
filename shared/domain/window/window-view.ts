import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Id, resourceFields, StoredTime } from '../values.ts';
import { places } from './mask.ts';
import { stateOf, type Window, windowModes, windowStates } from './window.ts';

/** A window as the API answers it: its state at the time of asking, lifts by CI instead of by mask. */
export const WindowView = lazily(() =>
  z
    .strictObject({
      ...resourceFields(),
      change: Id(),
      number: z.string(),
      revision: z.int(),
      state: z.enum(windowStates),
      mode: z.enum(windowModes),
      suppress: z.boolean(),
      start: StoredTime(),
      end: StoredTime(),
      startedAt: StoredTime().nullable(),
      endedAt: StoredTime().nullable(),
      lifts: z.array(z.strictObject({ items: z.array(Id()), at: StoredTime(), by: z.string(), reason: z.string().optional() })),
      /** The named CIs. */
      items: z.array(Id()),
    })
    .meta({ id: 'Window' }),
);
export type WindowView = Shape<typeof WindowView>;

/** What people and monitors see of a window now. */
export const windowView = (window: Window, now: Instant): WindowView => {
  const { id, version, createdAt, updatedAt, change, number, revision, mode, suppress, start, end, named } = window;
  return {
    ...{ id, version, createdAt, updatedAt, change, number, revision, mode, suppress, start, end },
    state: stateOf(window, now),
    startedAt: window.startedAt ?? null,
    endedAt: window.endedAt ?? null,
    lifts: window.lifts.map(({ mask, ...lift }) => ({ ...lift, items: places(mask).flatMap((place) => named[place] ?? []) })),
    items: named,
  };
};
