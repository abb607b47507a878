/** Where assets were seen, when they were used, and the values of their fields. */
export const assetUseFields: Readonly<Record<string, string>> = {
  lastSeenAt: 'When it was last seen',
  lastUsedAt: 'When it was last used',
  usageSource: 'The system that knows of the last use',
  'Sighting.asset': 'The asset: its id, or another reference',
  'Sighting.at': 'When it was seen',
  'Sighting.location': 'Where it was seen. The asset is there from now on',
  'Sighting.by': 'The person who saw it: id or mail address',
  'UsageReport.asset': 'The asset: its id, or another reference',
  'UsageReport.source': 'The system that knows of the use',
  'results.asset': 'The id of the asset',
  'ValueCount.name': 'The value',
  'ValueCount.assets': 'How many assets have it',
  from: 'The value as it is',
  to: 'The value as it should be',
  renamed: 'How many assets were changed',
  more: 'Whether others remain. Send the request again with `after`',
  after: 'The last asset that was tried: that of the answer before',
  'RenamingStep.after': 'The last asset that was tried, if others remain. Send it with the next request',
  'RenamingStep.refused': 'The assets that keep the value, because renaming it is not possible',
  'refused.code': 'The code of the error',
  'query.unusedSince': 'Only assets that were not used since this day. Assets of which no use is known are among them',
};

/** An example for the body of each operation that has one. */
export const assetUseExamples: Readonly<Record<string, object>> = {
  reportSightings: [{ asset: 'IT-00417', at: '2026-11-20T09:30:00Z', location: 'Rack 12' }],
  reportUsage: [{ asset: 'IT-00417', lastUsedAt: '2026-11-20T09:30:00Z', source: 'mdm' }],
  renameVendor: { from: 'Exmaple Computers', to: 'Example Computers' },
  renameLocation: { from: 'Rack 12', to: 'Berlin, rack 12' },
  renameCostCenter: { from: '4711', to: '4712' },
};
