/** Redundancy groups of configuration items, impact, and who is told. */
export const impactFields: Readonly<Record<string, string>> = {
  'Redundancy.item': 'The configuration item that has these dependencies',
  'Redundancy.group': 'The name of the redundancy group',
  minimumUp: 'How many members must be up: a count, or a per cent that is rounded up, such as "50%"',
  neededUp: 'How many members must be up, as a count',
  'Redundancy.members': 'The configuration items in the group',
  'RedundancyDraft.members': 'The configuration items in the group. A dependency is added to those that it does not depend on yet',
  'readImpact.direction': 'Whether to walk over what needs this item, or over what it needs',
  'query.depth': 'How many relations are followed one after another. Unset: 100',
  'query.types': 'The types of relations that are followed, with commas between them. Unset: all',
  'query.down': 'Further configuration items that are taken as down: an id or another reference, given once for each of them',
  'Impact.item': 'The configuration item that was asked for',
  'Impact.direction': 'Whether the items need this one (dependants), or this one needs them (dependencies)',
  'Impact.state': 'The state of the item itself: down in a walk over dependants',
  'ImpactItem.state': 'What it suffers: none, degraded (redundancy keeps it up), or down',
  'ImpactItem.depth': 'Its distance: the smallest number of relations that lead to it',
  'ImpactItem.path':
    'The relations that explain its state, one after another. They may be more than the distance. The last one leads to the item itself',
  'path.type': 'The type of the relation that was followed',
  'path.item': 'The item that the relation leads to',
  'Impact.services': 'The services that were reached, those that are down first: at most 200, on every page',
  'services.service': 'The id of the service',
  'services.state': 'What the service suffers',
  'services.path': 'The relations that explain its state, one after another',
  'Impact.contacts': 'The contact groups of these services',
  'contacts.group': 'The id of the contact group',
  'contacts.role': 'The role of the group for these services',
  'contacts.services': 'The services that have the group in this role',
  totals: 'How many items were reached in all',
  'totals.items': 'All of them, without the item itself',
  'totals.none': 'Those that are not affected',
  'totals.degraded': 'Those that are degraded',
  'totals.down': 'Those that are down',
  'totals.services': 'The services among them',
  'Impact.truncated':
    'Whether there is more than was read, because of the depth, because the walk stops at 10,000 items, or because there are more than 200 services',
};

/** An example for the body of each operation that has one. */
export const impactExamples: Readonly<Record<string, object>> = {
  putRedundancy: { members: ['link-1', 'link-2'], minimumUp: 1 },
};
