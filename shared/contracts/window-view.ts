import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { Id, resourceFields, StoredTime } from '../domain/values.ts';
import { windowModes, windowStates } from '../domain/window/window.ts';
import { itemNamesView, nameView } from './names.ts';

/** A window as the API answers it: with its state at the time of the request, and with lifts that list CIs instead of masks. */
export const WindowView = lazily(() =>
  z
    .strictObject({
      ...resourceFields(),
      change: Id(),
      number: z.string(),
      title: z.string().optional().meta({ description: 'The title of the change' }),
      revision: z.int(),
      state: z.enum(windowStates),
      /** Only there, and true, if the table was restored and the window suppresses nothing until a change manager confirms it. */
      confirmationNeeded: z.literal(true).optional(),
      mode: z.enum(windowModes),
      suppress: z.boolean(),
      start: StoredTime(),
      end: StoredTime(),
      /** How long a window lasts whose start is not agreed. Until it is started, `start` and `end` say when it may be started. */
      length: z.string().optional(),
      startedAt: StoredTime().nullable(),
      endedAt: StoredTime().nullable(),
      lifts: z.array(
        z.strictObject({
          ...{ items: z.array(Id()), itemNames: itemNamesView(), at: StoredTime(), by: z.string(), byName: nameView() },
          reason: z.string().optional(),
        }),
      ),
      /** The named CIs. */
      items: z.array(Id()),
      itemNames: itemNamesView(),
    })
    .meta({ id: 'Window' }),
);
