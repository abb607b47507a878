/** The introduction of the document, which applies to every operation. */
export const description = `
Quiesce keeps one register of assets and configuration items. One approved change controls decisions, downtime, alerts and service levels.

**Conventions.** JSON under \`/v1\`; fields in camelCase, values in kebab-case. Times are RFC 3339 in UTC with milliseconds, durations ISO 8601,
money \`{ "amount": "1234.50", "currency": "EUR" }\`. Unknown fields and parameters are refused.

**References.** An item, person, team, contact group or change may be named by its id, its number or asset tag, its mail address, its name or
an alias \`scheme=value\` (in a path only without a \`/\`). Answers always carry ids.

**Versions.** Every resource has an \`ETag\`. PATCH (merge patch, RFC 7396) and DELETE need \`If-Match\`: without it the answer is 428, with an
outdated version 412. Only people may send \`If-Match: *\`.

**Idempotency.** A POST that writes takes an \`Idempotency-Key\`. For 24 hours a request with the same key and body gets the same answer, with
\`Idempotency-Replayed: true\`; another body is 422. Problems are not kept. An answer that contained a secret is not repeated: 409.

**Lists.** \`limit\` up to 200, and an opaque \`cursor\`: the \`nextCursor\` of the page before. The order is stable. A page may be short and
still have a \`nextCursor\`. No answer is over 5 MB: the answer is then 507, ask for less.

**Waiting.** If Quiesce is still processing a resource, such as a change that is \`assessing\`, the answer has \`Retry-After\`.

**Problems** are problem documents (RFC 9457) with a stable \`code\`; each operation lists its codes. A known path with another method answers
405 \`method/not-allowed\` with \`Allow\`, an unknown path 404 \`path/unknown\`. HEAD is answered wherever GET is. \`X-Request-Id\` identifies the
request, also in the logs.

**The gateway** answers some requests itself, in JSON with a \`message\` only: 429 for too many requests (503 for alerts, so that monitors try again), 503 if a function is not available or
not in time, 413 above 10 MB, 400 or 431 for malformed HTTP.

**Events** are described in docs/asyncapi.json.
`.trim();
