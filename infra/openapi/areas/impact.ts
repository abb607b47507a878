/** Redundancy groups of configuration items, impact, and who is told. */
export const impactFields: Readonly<Record<string, string>> = {
  'Redundancy.item': 'The configuration item that has these dependencies',
  'Redundancy.group': 'The name of the redundancy group',
  minimumUp: 'How many members must be up: a count, or a per cent that is rounded up, such as "50%"',
  neededUp: 'How many members must be up, as a count',
  'Redundancy.members': 'The configuration items in the group',
  'RedundancyDraft.members': 'The configuration items in the group. A dependency is added to those that it does not depend on yet',
};

/** An example for the body of each operation that has one. */
export const impactExamples: Readonly<Record<string, object>> = {
  putRedundancy: { members: ['link-1', 'link-2'], minimumUp: 1 },
};
