/** Change templates, and what a change keeps of them. */
export const templateFields: Readonly<Record<string, string>> = {
  'ChangeTemplate.change': 'What a change says where its request says nothing',
  'ChangeTemplateDraft.change': 'What a change says where its request says nothing',
  'ChangeTemplatePatch.change': 'What a change says where its request says nothing',
  bounds: 'What a change by the template must stay within. Its plans must be those of the template',
  classes: 'The classes of its items. Without it, all',
  environments: 'The environments of its items. Without it, all',
  maxLength: 'How long its window lasts at most, such as PT30M',
  maxItems: 'How many items it names at most',
  maxCriticality: 'The highest criticality of its items. Without it, every one',
  preApproved: 'Whether its changes are approved at once, by the template',
  template: 'The template by which the change is made: id or name. It is chosen when the change is requested',
  templateName: 'The name of the template when the change was requested',
  templateVersion: 'The version of the template when the change was requested. 0 for one that ships and that nobody has edited',
  'ChangeDraft.start': 'Whether the change is also started in the same call. Only for a change that nobody has to approve',
  length:
    'How long the window lasts from the start of the work, such as PT30M, in place of start and end. The approval permits it, and it can be started for a day',
};

const template = {
  name: 'restart-node',
  type: 'standard',
  change: { title: 'Restart a node', plan: 'Drain the node, restart it, and take it back.', window: { length: 'PT20M' } },
  bounds: { classes: ['server'], maxLength: 'PT30M', maxItems: 2, maxCriticality: 'moderate' },
  preApproved: true,
};

/** An example for the body of each operation that has one. */
export const templateExamples: Readonly<Record<string, object>> = {
  createChangeTemplate: template,
  patchChangeTemplate: { preApproved: false },
};
