#!/bin/sh
# Asks Quiesce for a change, waits for its approval and its start, runs a command, and finishes the change with the outcome of the command.
#
#   QUIESCE_URL=https://quiesce.example.com QUIESCE_TOKEN=… QUIESCE_ITEMS='web-7 orders-db-1' docs/pipeline-gate.sh ./deploy.sh
#
# It needs curl and jq. Settings, with their defaults:
#   QUIESCE_URL             the address of Quiesce
#   QUIESCE_TOKEN           the token of a client with the role change-requester
#   QUIESCE_ITEMS           references to the configuration items that the command changes, with blanks between them
#   QUIESCE_TITLE           the title of the change (Deployment)
#   QUIESCE_PLAN            what the command does (the command)
#   QUIESCE_LEAD_SECONDS    how long approvers have: the change starts after this time (1800)
#   QUIESCE_LENGTH_SECONDS  how long the command may take (3600)
#   QUIESCE_POLL_SECONDS    how long to wait between two questions (15)
#
# It ends with 0 if the command did, with the status of the command if it failed, with 3 if the change was not approved, and with 4 if the
# gate is closed. The command finds the number of the change in QUIESCE_CHANGE.
set -eu

: "${QUIESCE_URL:?set the address of Quiesce}" "${QUIESCE_TOKEN:?set a token}" "${QUIESCE_ITEMS:?set the items}"
[ $# -gt 0 ] || { echo "usage: pipeline-gate.sh <command> [argument…]" >&2; exit 64; }
poll="${QUIESCE_POLL_SECONDS:-15}"

# call <method> <path> [body]: prints the answer. An error ends the script with the problem document.
call() {
  answer=$(curl --silent --show-error --retry 3 --request "$1" "$QUIESCE_URL$2" --write-out '\n%{http_code}' \
    --header "authorization: Bearer $QUIESCE_TOKEN" ${3+--header 'content-type: application/json' --data "$3"}) || return 1
  status=${answer##*
}
  body=${answer%
*}
  case "$status" in
    2*) printf '%s\n' "$body" ;;
    *) echo "Quiesce answered $status to $1 $2: $body" >&2; return 1 ;;
  esac
}

# 1. Ask for the change.
items=$(printf '%s' "$QUIESCE_ITEMS" | jq -Rc 'split(" ") | map(select(. != ""))')
request=$(jq -nc --argjson items "$items" --arg title "${QUIESCE_TITLE:-Deployment}" --arg plan "${QUIESCE_PLAN:-$*}" \
  --argjson lead "${QUIESCE_LEAD_SECONDS:-1800}" --argjson length "${QUIESCE_LENGTH_SECONDS:-3600}" \
  '{title: $title, plan: $plan, items: $items, submit: true,
    window: {start: (now + $lead | todate), end: (now + $lead + $length | todate), mode: "start-confirmed"}}')
change=$(call POST /v1/changes "$request")
id=$(printf '%s' "$change" | jq -r .id)
QUIESCE_CHANGE=$(printf '%s' "$change" | jq -r .number)
export QUIESCE_CHANGE
echo "$QUIESCE_CHANGE: asked for approval"

# If the pipeline is stopped, the change does not stay open.
state=asked
stop() {
  trap - EXIT INT TERM
  case "$state" in
    asked) call POST "/v1/changes/$id/cancel" '{"reason": "The pipeline was stopped."}' >/dev/null || true ;;
    started) call POST "/v1/changes/$id/finish" '{"outcome": "failed"}' >/dev/null || true ;;
  esac
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# 2. Wait for the approval.
while :; do
  change=$(call GET "/v1/changes/$id")
  case "$(printf '%s' "$change" | jq -r .status)" in
    scheduled) break ;;
    assessing | awaiting-approval) sleep "$poll" ;;
    *) state=ended; echo "$QUIESCE_CHANGE: $(printf '%s' "$change" | jq -r .status)" >&2; exit 3 ;;
  esac
done
echo "$QUIESCE_CHANGE: approved"

# 3. Wait for the start of the window, and start.
until printf '%s' "$change" | jq -e '(.window.start | sub("\\.[0-9]+Z$"; "Z") | fromdate) <= now' >/dev/null; do sleep "$poll"; done
call POST "/v1/changes/$id/start" '{}' >/dev/null
state=started

# 4. Ask the gate: all items may be changed now.
query=$(printf '%s' "$items" | jq -r 'map("item=" + @uri) | join("&")')
gate=$(call GET "/v1/gate?$query")
if ! printf '%s' "$gate" | jq -e .allowed >/dev/null; then
  echo "$QUIESCE_CHANGE: the gate is closed: $(printf '%s' "$gate" | jq -c '.items | map(select(.allowed | not))')" >&2
  exit 4
fi
echo "$QUIESCE_CHANGE: the gate is open"

# 5. Deploy, and finish the change with the outcome.
outcome=successful
code=0
"$@" || { code=$?; outcome=failed; }
call POST "/v1/changes/$id/finish" "{\"outcome\": \"$outcome\"}" >/dev/null
state=ended
echo "$QUIESCE_CHANGE: finished, $outcome"
exit "$code"
