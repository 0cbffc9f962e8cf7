"""What a client says about the lab: one JSON document a line, judged by `cargo xtask interop`."""

import contextlib
import json
import traceback


def row(list_name, by, properties):
    """One row, as the client's own model holds it."""
    print(json.dumps({"list": list_name, "as": by, "row": properties}))


def listed(list_name, by):
    """A list was read to its end."""
    print(json.dumps({"listed": list_name, "as": by}))


def did(what, wrong=()):
    """Something was done; `wrong` says what came out otherwise than it must."""
    print(json.dumps({"did": what, "wrong": list(wrong)}))


def expect(what, found, wanted):
    """Something was done, and this came out."""
    did(what, [] if found == wanted else [f"{found!r} instead of {wanted!r}"])


@contextlib.contextmanager
def trying(what):
    """Whatever a client raises inside is told as what is wrong, and the next thing is tried."""
    try:
        yield
    except Exception as why:  # noqa: BLE001  a client may raise anything
        place = traceback.extract_tb(why.__traceback__)[-1]
        name = place.filename.rsplit("site-packages/", 1)[-1]
        text = " ".join(str(why).split())[:400]
        did(what, [f"{type(why).__name__}: {text} ({name}:{place.lineno})"])
