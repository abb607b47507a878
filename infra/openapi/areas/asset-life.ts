/** The life of assets: its steps, and many assets at a time. */
export const assetLifeFields: Readonly<Record<string, string>> = {
  'AssetStep.to': 'The status that it takes',
  'AssetStepOfMany.to': 'The status that they take',
  'AssetStep.date': 'The day on which it happened',
  'AssetStepOfMany.date': 'The day on which it happened',
  'ConditionReport.date': 'The day on which it was found',
  'AssetStep.reason': 'Why this corrects a mistake. Required for a step that is not in the table of the life of an asset',
  'AssetStepOfMany.reason': 'Why this corrects a mistake. Required for a step that is not in the table of the life of an asset',
  'AssetStep.vendor': 'Who repairs it',
  'AssetStepOfMany.vendor': 'Who repairs them',
  'AssetStep.reference': 'The reference of the loss, the theft or the disposal, such as that of the police report',
  'AssetStepOfMany.reference': 'The reference of the loss, the theft or the disposal, such as that of the police report',
  items: 'The assets: ids, or other references',
  disposal: 'How it left the organization. Missing if it has not been disposed of',
  'disposal.date': 'The day of the disposal',
  'disposal.reference': 'Your own reference of the disposal',
  method: 'How it was disposed of',
  proceeds: 'What the buyer paid. Only asset managers, auditors and admins see it',
  sellingCost: 'What the sale cost. Only asset managers, auditors and admins see it',
  certificate: 'The certificate of destruction, or the reference of the record that its data was wiped',
  warnings: 'What may be a mistake, and was taken all the same',
  entries: 'The entries, each of which has a result of its own',
  problem: 'Why the entry was refused. Missing if it was not',
  'EntryProblem.code': 'What is wrong, for programs',
  'EntryProblem.detail': 'What is wrong, for people',
  'EntryProblem.errors': 'The fields that are wrong',
  'errors.pointer': 'The field, as a JSON pointer',
  quantity: 'How many assets the lot has',
  total: 'What they cost together. It is split so that the parts add up to it',
  tags: 'Asset tags that count up',
  'tags.prefix': 'What each tag begins with',
  'tags.from': 'The number of the first tag',
  'tags.digits': 'How many digits the number has at least, filled with zeros',
};

const disposal = {
  to: 'disposed',
  date: '2026-11-20',
  method: 'sold',
  proceeds: { amount: '300.00', currency: 'EUR' },
  certificate: 'Data wiped: W-2026-0091',
};

/** An example for the body of each operation that has one. */
export const assetLifeExamples: Readonly<Record<string, object>> = {
  moveAsset: disposal,
  reportCondition: { condition: 'broken', date: '2026-11-20', note: 'The display is cracked.' },
  voidAsset: { reason: 'Registered twice: it is IT-00417.' },
  moveAssets: { ...disposal, items: ['IT-00418', 'IT-00419'] },
  registerAssets: {
    entries: [
      { kind: 'hardware', name: 'Laptop 7', assetTag: 'L-0007', category: 'laptop' },
      { kind: 'phone-line', name: 'Line 7', phoneNumber: '+49 30 901820' },
    ],
  },
  registerLot: {
    quantity: 3,
    total: { amount: '2500.00', currency: 'EUR' },
    tags: { prefix: 'L-', from: 7, digits: 4 },
    asset: { kind: 'hardware', name: 'Laptop', category: 'laptop', purchase: { date: '2026-03-02', invoiceNumber: 'R-2026-118' } },
  },
};
