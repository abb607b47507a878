/**
 * How long a client of the SDK waits for a connection, and then for the answer, in milliseconds. Without `throwOnRequestTimeout` the SDK only
 * writes a warning and waits on.
 */
export const answersWithin = (milliseconds = 5_000) => ({
  requestTimeout: milliseconds,
  connectionTimeout: milliseconds,
  throwOnRequestTimeout: true,
});
