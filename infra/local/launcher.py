"""Starts MiniStack with three fixes. They change private names, so venv.mjs pins its exact version."""

import logging
import os
import threading
import time

from ministack import app
from ministack.core.persistence import save_all
from ministack.services import apigateway, eventbridge

log = logging.getLogger("quiesce.launcher")


def save_often(seconds: float) -> None:
    """MiniStack writes its state only on a clean stop. Without this a crash loses everything since the start."""
    while True:
        time.sleep(seconds)
        try:
            save_all(app._build_persistence_save_dict())
        except Exception as error:  # a table changed while it was written: the next round writes it
            log.warning("state not saved: %s", error)


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

if os.environ.get("PERSIST_STATE") == "1":
    threading.Thread(target=save_often, args=(10,), daemon=True).start()

app.main()
