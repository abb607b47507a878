import type { Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { RequestedTimes } from '../../domain/change/change-core.ts';
import type { ChangeFields } from '../../domain/change/change-fields.ts';
import type { EditedFields } from '../../domain/change/edit-kind.ts';
import { emergencyFault } from '../../domain/change/emergency.ts';
import { longestOfferDays, plannedWindow, requestedTimes } from '../../domain/change/window-offer.ts';
import { day, earlier, type Instant, millis, plus } from '../../domain/clock.ts';
import { conflict, forbidden, invalid } from '../../domain/errors.ts';
import { durationMillis } from '../../domain/values.ts';
import { furthestStartDays, longestWindowDays } from '../../domain/window/window.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { resolvePerson } from '../person/resolve-person.ts';
import type { ChangeContext } from './context.ts';
import { assertReferenceFree } from './reserved-reference.ts';

interface WindowFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

const downtimeFault = (agreedDowntime: string | undefined, length: number): WindowFault | undefined =>
  agreedDowntime !== undefined && durationMillis(agreedDowntime) > length
    ? { pointer: '/window/agreedDowntime', code: 'window/downtime-too-long', detail: 'the agreed downtime is longer than the window' }
    : undefined;

/** The first fault of a window that has a length and no start. */
const lengthFault = (text: string, { agreedDowntime, mode }: RequestedTimes): WindowFault | undefined => {
  const length = durationMillis(text);
  if (length < 1_000)
    return { pointer: '/window/length', code: 'window/too-short', detail: `a window lasts at least one second, not ${text}` };
  if (length > longestOfferDays * day)
    return {
      pointer: '/window/length',
      code: 'window/too-long',
      detail: `a window without a start lasts at most ${longestOfferDays} days; give a start and an end for a longer one`,
    };
  if (mode === 'planned')
    return {
      pointer: '/window/mode',
      code: 'window/start-required',
      detail: 'a planned window needs a start and an end; a window of a length begins when the implementer starts it',
    };
  return downtimeFault(agreedDowntime, length);
};

/** The first fault of a window, with pointer, code and detail; undefined if the window is valid at the given time. */
export const windowFault = (window: RequestedTimes, now: Instant): WindowFault | undefined => {
  if (window.length !== undefined) return lengthFault(window.length, window);
  const { start, end } = plannedWindow(window, now);
  const length = millis(end) - millis(start);
  if (length < 1_000)
    return {
      pointer: '/window/end',
      code: 'window/end-before-start',
      detail: `the end must be at least one second after the start ${start}`,
    };
  if (length > longestWindowDays * day)
    return { pointer: '/window/end', code: 'window/too-long', detail: `a window lasts at most ${longestWindowDays} days` };
  if (start < now)
    return { pointer: '/window/start', code: 'window/in-the-past', detail: `the start ${start} is in the past; it is now ${now}` };
  if (start > plus(now, furthestStartDays * day))
    return { pointer: '/window/start', code: 'window/too-far', detail: `a window starts at most ${furthestStartDays} days ahead` };
  return downtimeFault(window.agreedDowntime, length);
};

/**
 * Replaces the references in the fields of a change by ids, and removes duplicate items. Ids that the change had before are not looked up
 * again. The implementer is the requester, unless it is given. An emergency is short, and covers what it names (H7). An external reference
 * that Quiesce uses itself is refused, unless the change had it before.
 * @throws DomainError invalid with pointers
 */
const settleReferences =
  (context: ChangeContext) =>
  async (
    fields: ChangeFields,
    requester: string | undefined,
    before?: Pick<Change, 'items' | 'implementer' | 'onBehalfOf' | 'externalReference'>,
  ): Promise<EditedFields> => {
    assertReferenceFree(fields, before);
    const known: readonly (string | undefined)[] = [...(before?.items ?? []), before?.implementer, before?.onBehalfOf];
    const unlessKnown = (resolve: ReturnType<typeof resolveItem>) => async (reference: string, pointer: string) =>
      known.includes(reference) ? reference : resolve(reference, pointer);
    const item = unlessKnown(resolveItem(context));
    const person = unlessKnown(resolvePerson(context.people));
    const items = await Promise.all(fields.items.map((reference, at) => item(reference, `/items/${at}`)));
    const implementer = fields.implementer === undefined ? requester : await person(fields.implementer, '/implementer');
    const onBehalfOf = fields.onBehalfOf === undefined ? undefined : await person(fields.onBehalfOf, '/onBehalfOf');
    const settled = { ...fields, items: [...new Set(items)], ...(implementer === undefined ? {} : { implementer }) };
    const emergency = emergencyFault(settled);
    if (emergency) throw invalid(emergency.pointer, emergency.code, emergency.detail);
    return { ...settled, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
  };

/**
 * The fields of a draft, with ids in place of references, and with a window that is valid now.
 * @throws DomainError invalid with pointers
 */
export const settleFields =
  (context: ChangeContext) =>
  async (...[fields, requester, before]: Parameters<ReturnType<typeof settleReferences>>): Promise<EditedFields> => {
    const settled = await settleReferences(context)(fields, requester, before);
    const fault = fields.window && windowFault(fields.window, context.clock.now());
    if (fault) throw invalid(fault.pointer, fault.code, fault.detail);
    return settled;
  };

/**
 * The fields of a submitted change after an edit, with ids in place of references. A window that the edit does not touch is not checked,
 * and a start that stays may have passed.
 * @throws DomainError invalid with pointers; conflict `change/window-required`
 */
export const settleEdit =
  (context: ChangeContext) =>
  async (fields: ChangeFields, change: Change): Promise<EditedFields> => {
    const { window } = fields;
    if (!window) throw conflict('change/window-required', `${change.number} was submitted and needs its window`, '/window');
    const settled = await settleReferences(context)(fields, change.requester, change);
    if (JSON.stringify(window) === JSON.stringify(requestedTimes(change))) return settled;
    const now = context.clock.now();
    const { start, end } = window;
    const fault = windowFault(window, start !== undefined && start === change.window?.start ? earlier(now, start) : now);
    if (fault) throw invalid(fault.pointer, fault.code, fault.detail);
    if (end !== undefined && end <= now)
      throw invalid('/window/end', 'window/in-the-past', `the end ${end} is in the past; it is now ${now}`);
    return settled;
  };

/**
 * The requester: the caller, or for a client the person in `onBehalfOf`, by default its responsible person (P2).
 * @throws DomainError forbidden for callers that are neither a person nor a client
 */
export const requesterOf =
  (context: ChangeContext) =>
  async (caller: Caller, onBehalfOf: string | undefined): Promise<string> => {
    if (caller.kind === 'person') return caller.id;
    if (caller.kind === 'client')
      return onBehalfOf === undefined ? caller.responsible : resolvePerson(context.people)(onBehalfOf, '/onBehalfOf');
    throw forbidden('access/role-missing', 'only people and clients may request changes');
  };
