/** What stands at the head of the document: what holds for every operation. */
export const description = `
One register for assets and configuration items; one approved change drives decisions, downtime, alerts and SLA.

**Manner.** JSON under \`/v1\`; fields in camelCase, values in kebab-case. Times are RFC 3339 in UTC with milliseconds, durations ISO 8601,
money \`{ "amount": "1234.50", "currency": "EUR" }\`. Unknown fields and parameters are refused.

**References.** Where an item, person, team, contact group or change is named, its id, its number or asset tag, an e-mail address, its name
or \`scheme=value\` will do (in a path only without a \`/\`). Answers always carry ids.

**Versions.** Every resource has an \`ETag\`. PATCH (merge patch, RFC 7396) and DELETE need \`If-Match\`: 428 without, 412 when stale.
\`If-Match: *\` is taken from people only.

**Idempotency.** A POST that writes takes an \`Idempotency-Key\`: the same key and body give the same answer for 24 hours (with
\`Idempotency-Replayed: true\`), another body is 422. Refusals are not kept; an answer that held a secret replays as 409.

**Lists.** \`limit\` to 200, an opaque \`cursor\` from \`nextCursor\` of the page before, in a stable order. A page may be short and still have a
\`nextCursor\`. No answer is over 5 MB: 507 says so, ask for less.

**Later.** What goes on by itself (a change that is \`assessing\`) says in \`Retry-After\` when to ask again.

**Refusals** are problem documents (RFC 9457) with a stable \`code\`; each operation lists the codes that it may answer. A path that is known
by other methods answers 405 \`method/not-allowed\` with \`Allow\`; an unknown one 404 \`path/unknown\`. \`X-Request-Id\` names a request, also in our logs.

**The gateway's own answers** are JSON with nothing but a \`message\`: 429 when asked too often, 503 when a function cannot be had or does
not answer in time, 413 above 10 MB, 400 or 431 for what is no sound HTTP.
`.trim();
