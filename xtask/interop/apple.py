"""pyaxm, an independent client of Apple Business, against the lab. It knows Apple's addresses only,
so its requests to them are sent to the lab instead; nothing else of it is changed."""

import os

import told
import world
from pyaxm.client import Client
from pyaxm.utils import download_activity_csv
from requests.adapters import HTTPAdapter

BY = "pyaxm"
# Attributes that Apple publishes and this version of the client has no place for.
NEWER = ["releaserEntityType"]
ORIGINS = {
    "https://account.apple.com/": os.environ["LAB_APPLE_TOKEN"].split("/auth/")[0] + "/",
    "https://api-business.apple.com/": os.environ["LAB_APPLE"].rsplit("/v1", 1)[0] + "/",
}


class Elsewhere(HTTPAdapter):
    """Sends what is meant for Apple to the lab."""

    def send(self, request, **options):
        for theirs, ours in ORIGINS.items():
            if request.url.startswith(theirs):
                request.url = ours + request.url[len(theirs) :]
        return super().send(request, **options)


class LabClient(Client):
    """The client with the lab's way in; it signs in while it is made."""

    def __init__(self, **words):
        import pyaxm.client as module

        plain = module.ABMRequests

        def redirected():
            requests = plain()
            for origin in ORIGINS:
                requests.session.mount(origin, Elsewhere())
            return requests

        module.ABMRequests = redirected
        try:
            super().__init__(**words)
        finally:
            module.ABMRequests = plain


def properties(resource):
    """A resource as the client's model holds it, its attributes beside its identifier."""
    found = resource.model_dump(mode="json")
    return {"id": found["id"], "_newer": NEWER, **(found.get("attributes") or {})}


def keep(name, rows):
    for resource in rows:
        told.row(name, BY, properties(resource))
    told.listed(name, BY)


def main():
    client = None
    with told.trying(f"{BY} signs in"):
        client = LabClient(
            axm_client_id=os.environ["LAB_APPLE_CLIENT"],
            axm_key_id=os.environ["LAB_APPLE_KEY_ID"],
            key_path=os.environ["LAB_APPLE_KEY"],
            token_path="apple-token.json",
        )
        told.did(f"{BY} signs in")
    if client is None:
        return
    devices, servers, links = [], [], {}
    with told.trying(f"{BY} reads the devices"):
        devices = client.list_devices()
        keep("apple/orgDevices", devices)
    with told.trying(f"{BY} reads the services"):
        servers = client.list_mdm_servers()
        keep("apple/mdmServers", servers)
    for server in servers:
        with told.trying(f"{BY} reads the devices of a service"):
            rows = client.list_devices_in_mdm_server(server.id)
            keep(f"apple/mdmServerDevices.{server.id}", rows)
            links.update({row.id: server.id for row in rows})
    with told.trying(f"{BY} reads the audit events"):
        events = client.get_audit_events("2015-01-01T00:00:00Z", "2100-01-01T00:00:00Z", limit=1000)
        keep("apple/auditEvents", events)
    of_one_device(client, devices, links)
    with told.trying(f"{BY} assigns devices"):
        assign(client, servers, links)


def of_one_device(client, devices, links):
    """What is asked device by device."""
    with told.trying(f"{BY} reads one device"):
        again = client.get_device(devices[0].id)
        told.expect(f"{BY} reads one device", properties(again), properties(devices[0]))
    with told.trying(f"{BY} reads assignments"):
        some = list(links)[:5]
        found = {serial: client.get_device_server_assignment(serial).id for serial in some}
        told.expect(f"{BY} reads assignments", found, {serial: links[serial] for serial in some})
    with told.trying(f"{BY} reads AppleCare coverage"):
        for device in devices[:5]:
            client.get_apple_care_coverage(device.id)
        told.did(f"{BY} reads AppleCare coverage")


def assign(client, servers, links):
    """Takes three devices from one service to another, waits as pyaxm does, and reads back."""
    what = f"{BY} assigns devices"
    services = [server.id for server in servers if server.attributes.serverType == "MDM"]
    goal = services[0]
    moving = [serial for serial, service in links.items() if service != goal][:3]
    if not moving:
        # With one service alone: away from it, and back.
        moving = list(links)[:3]
        client.assign_unassign_device_to_mdm_server(moving, goal, "UNASSIGN_DEVICES")
    activity = client.assign_unassign_device_to_mdm_server(moving, goal, "ASSIGN_DEVICES")
    told.expect(f"{what}: the activity ends", activity.attributes.status, "COMPLETED")
    # What Apple shows may lag behind what it did by a quarter of an hour.
    world.time_passes(3600)
    now = {client.get_device_server_assignment(serial).id for serial in moving}
    told.expect(f"{what}: they are where they belong", now, {goal})
    with told.trying(f"{what}: the report"):
        report = download_activity_csv(activity)
        with open(report, encoding="utf-8") as file:
            text = file.read()
        missing = [serial for serial in moving if serial not in text]
        told.did(f"{what}: the report", [f"{serial} is not in it" for serial in missing])


main()
