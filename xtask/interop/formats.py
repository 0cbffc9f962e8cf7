"""The formats for other machines, read by models and readers that nobody here wrote."""

import json
import pathlib

import told
from junitparser import JUnitXml
from py_ocsf_models.events.findings.compliance_finding import ComplianceFinding
from py_ocsf_models.events.findings.detection_finding import DetectionFinding
from sarif import loader

PLACE = pathlib.Path("formats")
MODELS = {2003: ComplianceFinding, 2004: DetectionFinding}


def kept(event, model):
    """What the model does not know of what was written, at every depth."""
    return [f"{path} is unknown" for path in unknown(event, model.model_dump(exclude_none=True))]


def unknown(written, read, path=""):
    if isinstance(written, dict) and isinstance(read, dict):
        for key, value in written.items():
            # Free room of the schema.
            if f"{path}.{key}" == ".unmapped":
                continue
            if key not in read:
                yield f"{path}.{key}"
            else:
                yield from unknown(value, read[key], f"{path}.{key}")
    elif isinstance(written, list) and isinstance(read, list):
        for one, other in zip(written, read):
            yield from unknown(one, other, f"{path}[]")


def main():
    fleet = json.loads((PLACE / "fleet.json").read_text())
    summary = fleet["summary"]
    urgent = summary["needsYou"] + summary["cannotTell"]
    faults = len(fleet["findings"])
    with told.trying("py-ocsf-models takes every event, whole"):
        wrong, detections, controls = [], 0, 0
        for line in (PLACE / "fleet.ocsf").read_text().splitlines():
            event = json.loads(line)
            wrong += kept(event, MODELS[event["class_uid"]](**event))
            detections += event["class_uid"] == 2004
            controls += event["class_uid"] == 2003
        told.did("py-ocsf-models takes every event, whole", sorted(set(wrong))[:10])
        told.expect("an event for each device and fault", detections, urgent + faults)
        told.did("controls are among them", [] if controls else ["there is none"])
    with told.trying("sarif-tools reads the log"):
        log = loader.load_sarif_file(str(PLACE / "fleet.sarif"))
        told.expect("sarif-tools counts the results", log.get_result_count(), urgent + faults)
        names = [run.get_tool_name() for run in log.runs]
        told.expect("sarif-tools knows the tool", names, ["firstcontact"])
    with told.trying("junitparser reads the suites"):
        suites = {suite.name: suite for suite in JUnitXml.fromfile(str(PLACE / "fleet.junit"))}
        devices, tenant = suites["devices"], suites["tenant"]
        counted = (devices.tests, devices.failures, devices.errors, len(list(devices)))
        wanted = (
            summary["devices"],
            summary["needsYou"],
            summary["cannotTell"],
            summary["devices"],
        )
        told.expect("junitparser counts the devices", counted, wanted)
        told.expect("junitparser counts the faults", (tenant.failures, len(list(tenant))), (faults, faults))


main()
