"""Holds the description of the API against the schema of OpenAPI 3.1."""

import json
import sys

from openapi_spec_validator import OpenAPIV31SpecValidator

with open(sys.argv[1], encoding="utf-8") as file:
    document = json.load(file)
faults = list(OpenAPIV31SpecValidator(document).iter_errors())
for fault in faults:
    print(f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}")
sys.exit(1 if faults else 0)
