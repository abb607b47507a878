/** Errors of a window: 400 in a request that sets the window, 409 when a draft with this window is submitted. */
const windowErrors = ['window/end-before-start', 'window/too-long', 'window/in-the-past', 'window/too-far', 'window/downtime-too-long'];
/** Errors of the fields of a change. */
export const fieldErrors = [...windowErrors, 'item/unknown', 'person/unknown'];
/** Errors when approval is asked for again. */
export const revisionErrors = [
  'window/in-the-past',
  'change/not-a-configuration-item',
  'change/item-decommissioned',
  'approval/no-approvers',
  'scope/too-wide',
];
/** Errors of a submission. */
export const submissionErrors = [...windowErrors, 'change/window-required', 'change/conflict', ...revisionErrors];
