import type { EventName } from '../domain/event/event-bodies.ts';

/** The `source` of our events on the bus; `detail-type` is the event's name (E1). */
export const eventSource = 'quiesce';

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
