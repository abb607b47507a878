/** Pools of assets. */
export const poolFields: Readonly<Record<string, string>> = {
  'Asset.pools': 'The pools that it is a member of',
  service: 'The service that the pool provides: the configuration item, by id or another reference',
  'Pool.service': 'The service that the pool provides',
  serviceName: 'The name of the service',
  minimumWorking: 'How many members must work',
  'PoolDraft.members': 'The assets that are members: ids, or other references',
  'Pool.members': 'The members, at most 100. The list of assets by pool has all of them',
  memberNames: 'The name of each member',
  'memberNames.asset': 'The member',
  size: 'How many members it has',
  working: 'How many of them work: their condition is working, and they are received, in stock or in use',
  belowMinimum: 'Whether fewer members work than must',
  'path.itemId': 'The asset: its id, or another reference',
  'query.pool': 'Only members of this pool',
  'query.change':
    'The change under which a pool may fall below its minimum. It must be in implementation, and name the asset or the service',
};

/** An example for the body of each operation that has one. */
export const poolExamples: Readonly<Record<string, object>> = {
  createPool: { name: 'Kiosks of the lobby', service: 'hostname=lobby', minimumWorking: 2, members: ['IT-00417', 'IT-00418', 'IT-00419'] },
  patchPool: { minimumWorking: 3 },
};
