/** The gate for pipelines, and changes of configuration items in service that no approved change allowed. */
export const controlFields: Readonly<Record<string, string>> = {
  'Gate.allowed': 'Whether all of them may be changed',
  'items.allowed': 'Whether it may be changed',
  'items.item': 'The id of the item',
  'items.name': 'The name of the item',
  'items.change': 'The change under which it may be changed',
  'items.number': 'The number of that change',
  'items.title': 'The title of that change',
  'items.until': 'The end of the window of that change. Missing if the work has overrun it',
  'items.overrun': 'Whether the work has overrun the window of its change. Nobody is kept from rolling back',
  'items.reasons':
    'Why it may not be changed: `change/required`, `change/not-implementing`. Or why it may, although no window is in force: `stage/not-in-service`, `control/off`, `control/record`, `change/overrun`',
  'UnauthorizedChange.item': 'The id of the item',
  'UnauthorizedChange.itemName': 'The name of the item',
  'UnauthorizedChange.source':
    'How it was found, or what found the first difference: aws-config and observed, a write of an observed attribute, extend each other',
  detectedAt: 'When it was found',
  justification: 'Why a change manager wrote without a change',
  differences: 'What is different: a JSON pointer, and the values before and after',
  'differences.path':
    'A JSON pointer into the item. For aws-config, the name that AWS Config gives to the property: /Configuration.InstanceType',
  isIncomplete: 'Whether there are more differences than these, or whether AWS Config did not say what changed',
  'UnauthorizedChange.resource': 'The ARN of the resource in which AWS Config saw the last difference',
  'UnauthorizedChange.observedAt': 'When AWS Config saw it',
  'UnauthorizedChange.draft': 'The draft of an emergency change, to have it approved or rejected afterwards. For what AWS Config saw only',
  'UnauthorizedChange.draftNumber': 'The number of that draft',
  'differences.from': 'The value before. null if there was none',
  'differences.to': 'The value after. null if there is none',
  'UnauthorizedChange.status': 'Whether it was resolved',
  resolution: 'How it was resolved',
  'UnauthorizedChange.change': 'The change that it was linked to',
  'UnauthorizedChange.number': 'The number of that change',
  'UnauthorizedChange.title': 'The title of that change',
  'UnauthorizedChange.reason': 'Why it was resolved so',
  'UnauthorizedChangeResolution.reason': 'Why. Needed unless it is linked',
  'UnauthorizedChangeResolution.change': 'The change that it belongs to. Needed for linked',
  resolvedBy: 'Who resolved it',
  resolvedByName: 'The name of who resolved it',
  resolvedAt: 'When it was resolved',
};

/** An example for the body of each operation that has one. */
export const controlExamples: Readonly<Record<string, object>> = {
  resolveUnauthorizedChange: { resolution: 'accepted', reason: 'The new kernel stays.' },
};
