/** Names that the event bus's rules and the events share (E1). The bus's `source` is ours; `detail-type` is the event's name. */
export const eventSource = 'quiesce';

export const eventNames = [
  'AssetRegistered',
  'AssetChanged',
  'ConfigurationItemRegistered',
  'ConfigurationItemChanged',
  'RelationAdded',
  'RelationRemoved',
  'ResourceCreated',
  'ResourceChanged',
  'ResourceDeleted',
  'PersonAddressChanged',
  'ChangeRequested',
  'ChangeEdited',
  'ChangeSubmitted',
  'ApprovalRequested',
  'DecisionMade',
  'ChangeApproved',
  'ChangeRejected',
  'ChangeLapsed',
  'ChangeScheduled',
  'SchedulingBlocked',
  'ChangeStarted',
  'ChangeFinished',
  'ChangeFailed',
  'ChangeCancelled',
  'ChangeHeld',
  'ChangeResumed',
  'ChangeReviewed',
  'ChangeClosed',
  'ChangeNotStarted',
  'StartReminded',
  'WindowOpened',
  'WindowClosed',
  'WindowSettled',
] as const;

export type EventName = (typeof eventNames)[number];

/** Which events start or resume the change's workflow, release held alerts, or tell people: the bus's rules are made from this. */
export const routes = {
  workflow: ['ChangeSubmitted', 'ChangeApproved', 'ChangeRejected', 'ChangeLapsed', 'ChangeCancelled', 'ChangeScheduled'],
  release: ['WindowClosed', 'ChangeCancelled', 'ChangeFailed', 'ChangeHeld'],
  notify: [
    'ApprovalRequested',
    'ChangeScheduled',
    'ChangeRejected',
    'ChangeLapsed',
    'ChangeCancelled',
    'ChangeFailed',
    'StartReminded',
    'ChangeNotStarted',
    'WindowOpened',
    'WindowSettled',
    'PersonAddressChanged',
  ],
} as const satisfies Record<string, readonly EventName[]>;
