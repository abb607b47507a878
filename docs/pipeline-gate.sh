#!/bin/sh
# Asks Quiesce for a change, waits for its approval and its start, runs a command, and finishes the change with the outcome of the command.
#
#   QUIESCE_URL=https://quiesce.example.com QUIESCE_TOKEN=… QUIESCE_ITEMS='web-7 orders-db-1' ./pipeline-gate.sh ./deploy.sh
#
# Copy it into the repository of the pipeline. It needs curl and jq. Settings, with their defaults:
#   QUIESCE_URL             the address of Quiesce
#   QUIESCE_TOKEN           the token of a client with the role change-requester
#   QUIESCE_ITEMS           references to the configuration items that the command changes, with blanks between them
#   QUIESCE_TITLE           the title of the change (Deployment)
#   QUIESCE_PLAN            what the command does (the command)
#   QUIESCE_LEAD_SECONDS    how long approvers have: the change starts after this time (1800)
#   QUIESCE_LENGTH_SECONDS  how long the command may take (3600)
#   QUIESCE_POLL_SECONDS    how long to wait between two questions, and before a failed request is sent again (15)
#   QUIESCE_TIMEOUT_SECONDS how long to wait for one answer (30)
#
# It ends with 0 if the command did, with the status of the command if it failed, with 3 if the change was not approved or was cancelled before
# its start, with 4 if the gate is closed, and with 1 if Quiesce refuses a request or cannot be reached. The command finds the number of the
# change in QUIESCE_CHANGE.
set -eu

: "${QUIESCE_URL:?set the address of Quiesce}" "${QUIESCE_TOKEN:?set a token}" "${QUIESCE_ITEMS:?set the items}"
[ $# -gt 0 ] || { echo "usage: pipeline-gate.sh <command> [argument…]" >&2; exit 64; }
poll="${QUIESCE_POLL_SECONDS:-15}"
run=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
answer=$(mktemp)

# call <method> <path> [<step> <body>]: prints the answer. Quiesce does a step once, however often its request is sent: the step of this run is
# the key of the request. Four attempts are made. An error fails with the problem document.
call() {
  attempt=1
  while :; do
    : >"$answer"
    http=$(curl --silent --show-error --max-time "${QUIESCE_TIMEOUT_SECONDS:-30}" --request "$1" "$QUIESCE_URL$2" \
      --output "$answer" --write-out '%{http_code}' --header "authorization: Bearer $QUIESCE_TOKEN" \
      ${3+--header "idempotency-key: $run-$3" --header 'content-type: application/json' --data "$4"}) || http=000
    case "$http" in
      2*) cat "$answer"; return ;;
      000 | 429 | 5*) ;;
      409) grep -q idempotency/in-progress "$answer" || break ;;
      *) break ;;
    esac
    [ "$attempt" -lt 4 ] || break
    attempt=$((attempt + 1))
    sleep "$poll"
  done
  echo "Quiesce answered $http to $1 $2: $(cat "$answer")" >&2
  return 1
}

# However the script ends, the change does not stay open. A change that was started is finished here only, with the outcome so far.
state=new
end() {
  code=$?
  trap - EXIT
  trap '' INT TERM
  case "$state" in
    asked) call POST "/v1/changes/$id/cancel" cancel '{"reason": "The pipeline was stopped."}' >/dev/null || true ;;
    started)
      if call POST "/v1/changes/$id/finish" finish "{\"outcome\": \"$outcome\"}" >/dev/null; then
        echo "$QUIESCE_CHANGE: finished, $outcome"
      else
        echo "$QUIESCE_CHANGE: not finished. Its outcome is $outcome: finish it by hand." >&2
        [ "$code" -ne 0 ] || code=1
      fi
      ;;
  esac
  rm -f "$answer"
  exit "$code"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# 1. Ask for the change.
items=$(printf '%s' "$QUIESCE_ITEMS" | jq -Rc 'split(" ") | map(select(. != ""))')
request=$(jq -nc --argjson items "$items" --arg title "${QUIESCE_TITLE:-Deployment}" --arg plan "${QUIESCE_PLAN:-$*}" \
  --argjson lead "${QUIESCE_LEAD_SECONDS:-1800}" --argjson length "${QUIESCE_LENGTH_SECONDS:-3600}" \
  '{title: $title, plan: $plan, items: $items, submit: true,
    window: {start: (now + $lead | todate), end: (now + $lead + $length | todate), mode: "start-confirmed"}}')
change=$(call POST /v1/changes request "$request")
id=$(printf '%s' "$change" | jq -r .id)
QUIESCE_CHANGE=$(printf '%s' "$change" | jq -r .number)
export QUIESCE_CHANGE
state=asked
echo "$QUIESCE_CHANGE: asked for approval"

# Reads the change. Ends the script if it will not be started any more.
look() {
  change=$(call GET "/v1/changes/$id")
  status=$(printf '%s' "$change" | jq -r .status)
  case "$status" in
    assessing | awaiting-approval | scheduled) ;;
    *) state=ended; echo "$QUIESCE_CHANGE: $status" >&2; exit 3 ;;
  esac
}

# 2. Wait for the approval.
look
while [ "$status" != scheduled ]; do sleep "$poll"; look; done
echo "$QUIESCE_CHANGE: approved"

# 3. Wait for the start of the window, and start. Until then, people may still cancel the change or move its window.
begun() { [ "$status" = scheduled ] && printf '%s' "$change" | jq -e '(.window.start | sub("\\.[0-9]+Z$"; "Z") | fromdate) <= now' >/dev/null; }
until begun; do sleep "$poll"; look; done
call POST "/v1/changes/$id/start" start '{}' >/dev/null || { look; exit 1; }
outcome=failed
state=started

# 4. Ask the gate: all items may be changed now.
query=$(printf '%s' "$items" | jq -r 'map("item=" + @uri) | join("&")')
gate=$(call GET "/v1/gate?$query")
if ! printf '%s' "$gate" | jq -e .allowed >/dev/null; then
  echo "$QUIESCE_CHANGE: the gate is closed: $(printf '%s' "$gate" | jq -c '.items | map(select(.allowed | not))')" >&2
  exit 4
fi
echo "$QUIESCE_CHANGE: the gate is open"

# 5. Deploy. A signal is left to the command: the outcome is what became of it.
trap : INT TERM
code=0
"$@" || code=$?
[ "$code" -ne 0 ] || outcome=successful
exit "$code"
