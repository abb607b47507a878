/** Errors of a window: 400 in a request that sets the window, 409 when a draft with this window is submitted. */
const windowErrors = ['window/end-before-start', 'window/too-long', 'window/in-the-past', 'window/too-far', 'window/downtime-too-long'];
/** Errors of the fields of a change. */
export const fieldErrors = [...windowErrors, 'item/unknown', 'person/unknown'];
/** Errors of the assessment of items, approvers and scope. */
export const assessmentErrors = [
  'change/not-a-configuration-item',
  'change/item-decommissioned',
  'approval/no-approvers',
  'scope/too-wide',
];
/** Errors when approval is asked for again. */
export const revisionErrors = ['window/in-the-past', ...assessmentErrors];
/** Errors of a submission. */
export const submissionErrors = [...windowErrors, 'change/window-required', 'change/conflict', ...revisionErrors];

/** For a change that does not exist. */
export const notFound = { 404: ['change/not-found'] } as const;

/** Errors of actions that only the people of the change and change managers may take. Any valid token can call them. */
export const restricted = { ...notFound, 403: ['change/not-yours'] } as const;
