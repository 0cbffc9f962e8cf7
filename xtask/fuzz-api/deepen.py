"""Writes the description anew with the store's own tenant and devices as the only values, so that
what is drawn at random gets past the first `not found`."""

import json
import sys

described, tenant, serials, out = sys.argv[1:]
KNOWN = {"tenant": [tenant], "serial": serials.split()}
with open(described, encoding="utf-8") as file:
    document = json.load(file)
for address, path in document["paths"].items():
    if address.endswith("/{serial}"):
        # Else the devices would soon be gone for all others.
        path.pop("delete", None)
    for operation in path.values():
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path" and parameter["name"] in KNOWN:
                parameter["schema"] = {"type": "string", "enum": KNOWN[parameter["name"]]}
with open(out, "w", encoding="utf-8") as file:
    json.dump(document, file)
