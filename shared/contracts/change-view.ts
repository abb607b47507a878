import * as z from 'zod';
import { changeFields, ItemOutcome, pinnedRequest, ShownWindow } from '../domain/change/change-fields.ts';
import { Conflict, ConflictOverride } from '../domain/change/conflict.ts';
import { lazily } from '../domain/lazily.ts';
import { StoredTime } from '../domain/values.ts';
import { itemNamesView, nameView, personNamesView } from './names.ts';

/** An outcome with the names of its item and of the services that it affects. */
const OutcomeView = () => {
  const fields = ItemOutcome().shape;
  return ItemOutcome().extend({
    name: nameView(),
    services: z.array(fields.services.unwrap().element.extend({ name: nameView() })).optional(),
  });
};

/** What was asked at submission, with the names of the people who may decide. */
const PinnedView = () => {
  const { groups } = pinnedRequest().shape;
  return pinnedRequest().extend({ groups: z.array(groups.element.extend({ eligibleNames: personNamesView() })) });
};

/** A conflict with the title of the other change and the names of its items. */
export const ConflictView = () =>
  Conflict().extend({
    title: z.string().optional(),
    freezeName: nameView(),
    serviceName: nameView(),
    itemNames: itemNamesView(),
    override: Conflict().shape.override.unwrap().extend({ byName: nameView() }).optional(),
  });

/** The names beside the ids of a change, and its window. */
const changeNames = () => {
  const { scopeDifference, review, ended, reopened, extension, retrospective } = changeFields();
  return {
    requesterName: nameView(),
    implementerName: nameView(),
    onBehalfOfName: nameView(),
    clientName: nameView(),
    standingForName: nameView(),
    itemNames: itemNamesView(),
    conflicts: z.array(ConflictView()),
    outcomes: z.array(OutcomeView()),
    pinned: PinnedView().optional(),
    scopeDifference: scopeDifference.unwrap().extend({ addedNames: itemNamesView(), removedNames: itemNamesView() }).optional(),
    review: review.unwrap().extend({ byName: nameView() }).optional(),
    ended: ended.unwrap().extend({ byName: nameView() }).optional(),
    overrides: z.array(ConflictOverride().extend({ byName: nameView() })).optional(),
    reopened: reopened.unwrap().extend({ byName: nameView() }).optional(),
    extension: extension.unwrap().extend({ byName: nameView() }).optional(),
    retrospective: retrospective.unwrap().extend({ byName: nameView() }).optional(),
    window: ShownWindow(StoredTime).optional(),
  };
};

/**
 * A change as the API answers it, with names beside its ids. A decision may name the `digest`: it covers what approvers decide on. Only
 * admins and auditors see the name of a client.
 */
export const ChangeView = lazily(() => z.strictObject({ ...changeFields(), ...changeNames(), digest: z.string() }).meta({ id: 'Change' }));
