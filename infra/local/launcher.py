"""Starts MiniStack with seven fixes. They change private names, so venv.mjs pins its exact version."""

import json
import logging
import os
import signal
import threading
import time

from ministack import app
from ministack.core import iam_actions, iam_evaluator
from ministack.core.persistence import save_all
from ministack.services import apigateway, cloudwatch, eventbridge

log = logging.getLogger("quiesce.launcher")


def save_often(seconds: float) -> None:
    """MiniStack writes its state only on a clean stop. Without this a crash loses everything since the start."""
    while True:
        time.sleep(seconds)
        try:
            save_all(app._build_persistence_save_dict())
        except Exception as error:  # a table changed while it was written: the next round writes it
            log.warning("state not saved: %s", error)


def save_now(*_) -> None:
    """AWS loses nothing when a machine dies. Whoever kills the emulator asks for a save first. It runs in the thread that changes the tables."""
    save_all(app._build_persistence_save_dict())
    with open(os.path.join(os.environ["STATE_DIR"], "saved"), "w") as file:
        file.write(str(time.time()))


# MiniStack checks scheduled rules every ten seconds. The sweep should run each minute, not each minute and ten seconds.
eventbridge._SCHEDULER_TICK_INTERVAL = 1

invoke_lambda_proxy = apigateway._invoke_lambda_proxy


async def invoke_with_parameters(*args, **kwargs):
    """MiniStack sends `pathParameters: null` for a route without parameters. AWS leaves the field out, so the product need not handle it."""
    args = list(args)
    if len(args) > 9:
        args[9] = args[9] or {}
    return await invoke_lambda_proxy(*args, **kwargs)


apigateway._invoke_lambda_proxy = invoke_with_parameters

dispatch_alarm_actions = cloudwatch._dispatch_alarm_actions


def metrics_of(alarm):
    dimensions = {each["Name"]: each["Value"] for each in alarm.get("Dimensions") or []}
    metric = {"namespace": alarm.get("Namespace", ""), "name": alarm.get("MetricName", ""), "dimensions": dimensions}
    return [{"id": "m1", "metricStat": {"metric": metric, "period": alarm.get("Period", 60)}, "returnData": True}]


def state_now(value, reason):
    now = time.time()
    timestamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now * 1000) % 1000:03d}+0000"
    return {"value": value, "reason": reason, "timestamp": timestamp}


# The last event of each alarm, so that the next one has its previous state.
previous_states = {}


def announce_alarm(alarm, old_state, new_state, reason):
    """CloudWatch puts each state change of an alarm on the default event bus. MiniStack only runs the actions of the alarm."""
    state = state_now(new_state, reason)
    arn = alarm.get("AlarmArn", "")
    previous = previous_states.get(arn) or {**state_now(old_state, ""), "value": old_state}
    previous_states[arn] = state
    detail = {
        "alarmName": alarm.get("AlarmName", ""),
        "state": state,
        "previousState": previous,
        "configuration": {"description": alarm.get("AlarmDescription", ""), "metrics": metrics_of(alarm)},
    }
    entry = {"Source": "aws.cloudwatch", "DetailType": "CloudWatch Alarm State Change", "Detail": json.dumps(detail), "Resources": [arn]}
    eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)
    return dispatch_alarm_actions(alarm, old_state, new_state, reason)


cloudwatch._dispatch_alarm_actions = announce_alarm

put_events = eventbridge._put_events


def put_events_of_config(data, allow_aws_source=False):
    """AWS Config puts its events on the default bus. MiniStack's does not, so whoever plays AWS Config may put them there."""
    sources = {entry.get("Source") for entry in data.get("Entries", [])}
    return put_events(data, allow_aws_source=allow_aws_source or sources == {"aws.config"})


eventbridge._put_events = put_events_of_config

# MiniStack enforces roles without the condition key `dynamodb:LeadingKeys`: the partition keys of the rows that a request names. Each row of
# a transaction is judged by itself, as on AWS, so its key travels with the ARN of its check.
PARTITION_KEY = "pk"
row_context = iam_actions.dynamodb_service_context
row_checks = iam_actions.dynamodb_transaction_checks
enforce = iam_evaluator.enforce


class RowArn(str):
    """The ARN of the table, in the check of one row of a transaction."""

    leading_key = ""


def key_of(part):
    """The partition key in a row, in a key, or in a part of a request that has one of them."""
    row = part.get("Item") or part.get("Key") or part
    return row.get(PARTITION_KEY, {}).get("S")


def keys_of(request):
    parts = [request] if "Item" in request or "Key" in request else []
    for of_table in (request.get("RequestItems") or {}).values():
        parts += of_table["Keys"] if isinstance(of_table, dict) else [part for each in of_table for part in each.values()]
    return [key for key in map(key_of, parts) if key]


def context_with_keys(body):
    keys = keys_of(json.loads(body or b"{}"))
    return {**row_context(body), **({"dynamodb:LeadingKeys": keys} if keys else {})}


def checks_with_keys(iam_action, body, region, account_id):
    checks = row_checks(iam_action, body, region, account_id)
    parts = [part for item in json.loads(body or b"{}").get("TransactItems", []) for part in item.values()] if checks else []
    found = []
    for (action, arn), part in zip(checks, parts, strict=True):
        row_arn = RowArn(arn)
        row_arn.leading_key = key_of(part)
        found.append((action, row_arn))
    return found


def enforce_with_keys(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
    if isinstance(resource_arn, RowArn):
        service_context = {**(service_context or {}), "dynamodb:LeadingKeys": [resource_arn.leading_key]}
    return enforce(access_key_id, iam_action, service, region, resource_arn=resource_arn, service_context=service_context)


iam_actions.dynamodb_service_context = context_with_keys
iam_actions.dynamodb_transaction_checks = checks_with_keys
iam_evaluator.enforce = enforce_with_keys

if os.environ.get("PERSIST_STATE") == "1":
    threading.Thread(target=save_often, args=(10,), daemon=True).start()
    signal.signal(signal.SIGUSR1, save_now)

app.main()
