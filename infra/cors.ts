/**
 * Which requests of pages from other origins the API answers. Requests are authenticated by a token in a header and never by a cookie, so
 * every origin may send them. The gateway answers preflight requests itself; on the local stack, the front door does.
 */
export const cors = {
  origins: ['*'],
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  headers: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'accept'],
  exposed: ['etag', 'location', 'retry-after', 'allow', 'www-authenticate'],
  maxAgeSeconds: 600,
} as const;
