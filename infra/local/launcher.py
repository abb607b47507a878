"""Starts MiniStack with three mends. They touch private names, hence the exact pin of its version in venv.mjs."""

import logging
import os
import threading
import time

from ministack import app
from ministack.core.persistence import save_all
from ministack.services import apigateway, eventbridge

log = logging.getLogger("quiesce.launcher")


def save_often(seconds: float) -> None:
    """MiniStack writes its state on a clean stop only: without this a killed laptop loses everything since the start."""
    while True:
        time.sleep(seconds)
        try:
            save_all(app._build_persistence_save_dict())
        except Exception as error:  # a table that changes meanwhile: the next round takes it
            log.warning("state not saved: %s", error)


# Scheduled rules are looked at every ten seconds; the sweep's minute should be a minute.
eventbridge._SCHEDULER_TICK_INTERVAL = 1

invoke_lambda_proxy = apigateway._invoke_lambda_proxy


async def invoke_with_parameters(*args, **kwargs):
    """A route without parameters gets `pathParameters: null`, which AWS leaves out: nothing of the product should know of it."""
    args = list(args)
    if len(args) > 9:
        args[9] = args[9] or {}
    return await invoke_lambda_proxy(*args, **kwargs)


apigateway._invoke_lambda_proxy = invoke_with_parameters

if os.environ.get("PERSIST_STATE") == "1":
    threading.Thread(target=save_often, args=(10,), daemon=True).start()

app.main()
