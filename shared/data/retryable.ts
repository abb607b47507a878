/** Errors for which a retry may succeed. They are compared by name and reason code, because messages differ by region. */
const retryable = new Set([
  'TransactionInProgressException',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TimeoutError',
  'AbortError',
  'ECONNREFUSED',
  'ECONNRESET',
]);
const retryableReasons = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Why each write of a transaction was refused: the codes of AWS, in the order of the writes. */
export const reasonsOf = (error: unknown): readonly string[] =>
  ((error as { CancellationReasons?: readonly { Code?: string }[] }).CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');

/** Whether the same request may succeed later. */
export const isRetryable = (error: unknown): boolean => {
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'TransactionCanceledException') return reasonsOf(error).some((reason) => retryableReasons.has(reason));
  return retryable.has(name ?? '') || retryable.has(code ?? '');
};
