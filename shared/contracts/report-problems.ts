/** What is wrong with the book or the period that a report is asked for, by status. */
export const reportProblems = {
  400: ['book/required', 'report/end-before-start', 'period/too-long'],
  404: ['book/not-found'],
} as const;
