"""Which key a request carries: the server counts how often each one asks, and there are many."""

import itertools
import os

import schemathesis

KEYS = itertools.cycle(os.environ["FIRSTCONTACT_KEYS"].split())


@schemathesis.auth(refresh_interval=None)
class Keys:
    def get(self, case, context):
        return next(KEYS)

    def set(self, case, data, context):
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}
