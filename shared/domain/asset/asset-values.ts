/** The values that fields of assets have. */
export const assetKinds = ['hardware', 'software-license', 'subscription', 'application', 'phone-line', 'other'] as const;

export const assetStatuses = [
  'planned',
  'ordered',
  'received',
  'in-stock',
  'in-use',
  'in-repair',
  'retired',
  'disposed',
  'lost',
  'stolen',
  'voided',
] as const;
export type AssetStatus = (typeof assetStatuses)[number];

/** The statuses with which an asset may be registered. The others need a fact: a disposal with its method, or a void with its reason. */
export const firstStatuses = ['planned', 'ordered', 'received', 'in-stock', 'in-use', 'in-repair', 'retired', 'lost', 'stolen'] as const;

export const assetConditions = ['working', 'broken', 'destroyed'] as const;

/** Whether the holder of an asset has to say that they got it, and what they said. */
export const acceptances = ['none', 'asked', 'accepted', 'declined'] as const;

export const disposalMethods = ['sold', 'traded-in', 'scrapped', 'donated', 'returned', 'destroyed'] as const;
