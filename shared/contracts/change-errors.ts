/** Errors of a window: 400 in a request that sets the window, 409 when a draft with this window is submitted. */
const windowErrors = [
  'window/end-before-start',
  'window/too-short',
  'window/too-long',
  'window/in-the-past',
  'window/too-far',
  'window/start-required',
  'window/downtime-too-long',
];
/** Errors of an emergency, which is short and covers only what it names (H7). */
const emergencyErrors = ['window/length-required', 'window/named-only', 'change/too-many-items'];
/** Errors of the fields of a change. */
export const fieldErrors = [...windowErrors, ...emergencyErrors, 'item/unknown', 'person/unknown'];
/** Errors of the template that a request names. */
export const templateErrors = ['change-template/unknown', 'change/template-required', 'change/template-type'];
/** Errors of the assessment of items, approvers and scope. */
export const assessmentErrors = [
  'change/not-a-configuration-item',
  'change/item-decommissioned',
  'approval/no-approvers',
  'scope/too-wide',
  'change/field-required',
  'template/out-of-bounds',
  'change-template/deleted',
];
/** Errors when approval is asked for again. */
export const revisionErrors = ['window/in-the-past', ...assessmentErrors];
/** Errors when a later end of a window is asked for. */
export const extensionErrors = [
  'change/not-scheduled',
  'change/not-implementing',
  'change/too-many-revisions',
  'change/started-unapproved',
  'change/emergency-too-long',
  ...revisionErrors,
];
/** Errors of a submission. */
export const submissionErrors = [...windowErrors, 'change/window-required', 'change/conflict', 'change/short-notice', ...revisionErrors];

/** For a change that does not exist. */
export const notFound = { 404: ['change/not-found'] } as const;

/** Errors of actions that only the people of the change and change managers may take. Any valid token can call them. */
export const restricted = { ...notFound, 403: ['change/not-yours'] } as const;
