import { actorOf } from '../../domain/access.ts';
import { assertAttributeSchema } from '../../domain/class/attributes.ts';
import { type ClassDraft, classIdOf } from '../../domain/class/class.ts';
import { shippedClass } from '../../domain/class/shipped-classes.ts';
import { conflict, missing } from '../../domain/errors.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import { assertVersion, type ExpectedVersion, type PutConditions } from '../../domain/expected-version.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { WritePermit } from '../control/allow-write.ts';
import { assertUnnamed } from '../naming/find-users.ts';
import { findNamed, putByName } from '../resource/put-by-name.ts';
import { assertItemsFit } from './assert-items-fit.ts';
import { assertMayChangeClass } from './assert-may-change-class.ts';
import type { ClassContext } from './class-context.ts';

/** A shipped class that nobody has replaced has the ETag "0". Whoever names it means that there is no row yet. */
const withoutShippedVersion = ({ ifMatch, ...conditions }: PutConditions): PutConditions => ({
  ...conditions,
  ifMatch: Array.isArray(ifMatch) && ifMatch.includes(0) ? undefined : ifMatch,
});

/**
 * Creates a class of CIs, or replaces it. A schema that one of its CIs would fail is refused with a list of them. CIs that are written at
 * the same moment are judged by the new schema when they are written next.
 * @throws DomainError invalid `class/schema-invalid`; conflict `class/in-use-otherwise`; those of `assertMayChangeClass` and `putByName`
 */
export const putClass =
  (context: ClassContext) => async (name: string, draft: ClassDraft, conditions: PutConditions, permit: WritePermit) => {
    assertAttributeSchema(draft.attributes);
    const shipped = shippedClass(name);
    const stored = await findNamed(context.classes, name);
    const before = stored ?? shipped;
    await assertMayChangeClass(context)(before, draft, permit);
    if (before) await assertItemsFit(context)(before, draft);
    const fields = { ...draft, id: classIdOf(name), ...(shipped ? { name: shipped.name } : {}) };
    return putByName('class', context, context.classes)(
      name,
      () => ({ fields, reason: permit.breakGlass }),
      stored ? conditions : withoutShippedVersion(conditions),
      permit.caller,
    );
  };

/**
 * Deletes a class of CIs. A shipped class that was replaced is the shipped one again.
 * @throws DomainError missing `class/not-found`; conflict `class/shipped`, `class/in-use`, `class/in-use-otherwise`; those of
 * `assertMayChangeClass`
 */
export const deleteClass =
  (context: ClassContext) =>
  (name: string, ifMatch: ExpectedVersion, permit: WritePermit): Promise<void> =>
    onFreshRows(async () => {
      const { caller, breakGlass: reason } = permit;
      const { classes, events, store } = context;
      const [stored, shipped] = [await findNamed(classes, name), shippedClass(name)];
      if (!stored && shipped) throw conflict('class/shipped', `class ${shipped.name} ships and cannot be deleted; replace it with PUT`);
      if (!stored) throw missing('class', name);
      assertVersion(stored, ifMatch, caller);
      await assertMayChangeClass(context)(stored, shipped ?? stored, permit);
      if (shipped) await assertItemsFit(context)(shipped, shipped);
      const unnamed = shipped ? [] : [await assertUnnamed(context)({ noun: 'class', id: stored.id })];
      const event = newEvent(context)('ResourceDeleted', {
        actor: actorOf(caller),
        subject: { type: 'class', id: stored.id },
        body: reason === undefined ? {} : { reason },
      });
      await store.commit([...classes.remove(stored, event.time), ...unnamed, events.record(event)]);
    });
