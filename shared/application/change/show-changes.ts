import type { Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import { changeView } from '../../domain/change/change-view.ts';
import type { Conflict } from '../../domain/change/conflict.ts';
import type { Subject } from '../../domain/event/event.ts';
import { type Names, type NamesContext, namesOf, referencesTo, referencesToActors } from '../name/names-of.ts';

/** Everything that conflicts name by id. */
export const referencesInConflicts = (conflicts: readonly Conflict[]): readonly Subject[] => [
  ...referencesTo(
    'change',
    conflicts.map((conflict) => conflict.change),
  ),
  ...referencesTo(
    'freeze',
    conflicts.map((conflict) => conflict.freeze),
  ),
  ...referencesTo(
    'item',
    conflicts.flatMap(({ service, items }) => [service, ...items]),
  ),
  ...referencesTo(
    'person',
    conflicts.map(({ override }) => override?.by),
  ),
];

/** Conflicts with the titles of the other changes, the names of freezes and items, and those of the people who have overridden them. */
export const showConflicts = (conflicts: readonly Conflict[], names: Names) =>
  conflicts.map((conflict) => ({
    ...conflict,
    items: conflict.items.map(names.item),
    service: names.item(conflict.service),
    serviceName: names.of(conflict.service),
    title: conflict.change === undefined ? undefined : names.ofChange(conflict.change).title,
    freezeName: names.of(conflict.freeze),
    itemNames: names.list('item', conflict.items),
    override: conflict.override && { ...conflict.override, byName: names.of(conflict.override.by) },
  }));

/** Everything that the answer for a change names by id. */
const referencesIn = (change: Change): readonly Subject[] => {
  const {
    requester,
    implementer,
    onBehalfOf,
    client,
    items,
    conflicts,
    outcomes,
    pinned,
    scopeDifference,
    review,
    ended,
    overrides = [],
    reopened,
    extension,
    standingFor,
    retrospective,
  } = change;
  const asked = pinned?.groups.flatMap(({ eligible }) => eligible) ?? [];
  const affected = outcomes.flatMap(({ item, services = [] }) => [item, ...services.map(({ service }) => service)]);
  const scoped = scopeDifference ? [...scopeDifference.added, ...scopeDifference.removed] : [];
  return [
    ...referencesTo('person', [
      requester,
      implementer,
      onBehalfOf,
      review?.by,
      retrospective?.by,
      ...asked,
      ...overrides.map(({ by }) => by),
    ]),
    ...referencesTo('client', [client]),
    ...referencesTo('patch-schedule', [standingFor]),
    ...referencesToActors([ended?.by, reopened?.by, extension?.by]),
    ...referencesInConflicts(conflicts),
    ...referencesTo('item', [...items, ...affected, ...scoped]),
  ];
};

/** The parts of a change that are lists of ids or objects with ids, with their names. */
const namedParts = (
  { conflicts, outcomes, pinned, scopeDifference, review, ended, overrides, reopened, extension, retrospective }: Change,
  names: Names,
) => ({
  conflicts: showConflicts(conflicts, names),
  outcomes: outcomes.map((outcome) => ({
    ...outcome,
    item: names.item(outcome.item),
    name: names.of(outcome.item),
    services: outcome.services?.map((service) => ({
      ...service,
      service: names.item(service.service),
      name: names.of(service.service),
    })),
  })),
  pinned: pinned && {
    ...pinned,
    groups: pinned.groups.map((group) => ({ ...group, eligibleNames: names.list('person', group.eligible) })),
  },
  scopeDifference: scopeDifference && {
    added: scopeDifference.added.map(names.item),
    removed: scopeDifference.removed.map(names.item),
    addedNames: names.list('item', scopeDifference.added),
    removedNames: names.list('item', scopeDifference.removed),
  },
  review: review && { ...review, byName: names.of(review.by) },
  ended: ended && { ...ended, byName: names.ofActor(ended.by) },
  overrides: overrides?.map((override) => ({ ...override, byName: names.of(override.by) })),
  reopened: reopened && { ...reopened, byName: names.ofActor(reopened.by) },
  extension: extension && { ...extension, byName: names.ofActor(extension.by) },
  retrospective: retrospective && { ...retrospective, byName: names.of(retrospective.by) },
});

const withNames = (change: Change, names: Names) => ({
  ...changeView(change),
  ...namedParts(change, names),
  requesterName: names.of(change.requester),
  implementerName: names.of(change.implementer),
  onBehalfOfName: names.of(change.onBehalfOf),
  clientName: names.of(change.client),
  standingForName: names.of(change.standingFor),
  items: change.items.map(names.item),
  itemNames: names.list('item', change.items),
});

/** Changes as the API answers them: with the names of people, items and other changes, which are read together. */
export const showChanges = (context: NamesContext) => async (changes: readonly Change[], caller: Caller) => {
  const names = await namesOf(context)(changes.flatMap(referencesIn), caller);
  return changes.map((change) => withNames(change, names));
};

/** One change as the API answers it. */
export const showChange = (context: NamesContext) => async (change: Change, caller: Caller) =>
  withNames(change, await namesOf(context)(referencesIn(change), caller));
