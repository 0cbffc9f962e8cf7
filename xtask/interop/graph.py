"""Microsoft's Python SDKs against the lab: signs in with a secret and with a certificate, pages
everything that the product reads, and then lets a token sync and assigns a profile."""

import asyncio
import dataclasses
import datetime
import enum
import importlib
import os
import uuid

import told
import world
from azure.identity import CertificateCredential, ClientSecretCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import (
    AzureIdentityAuthenticationProvider,
)
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph_beta import GraphRequestAdapter as BetaAdapter
from msgraph_beta import GraphServiceClient as BetaClient
from msgraph_core import PageIterator

# What the SDK's own generator calls the body of this action.
Assignment = importlib.import_module(
    "msgraph_beta.generated.device_management.dep_onboarding_settings.item.enrollment_profiles"
    ".item.update_device_profile_assignment.update_device_profile_assignment_post_request_body"
).UpdateDeviceProfileAssignmentPostRequestBody

HOUR = 3600
# Small, so that a small world has many pages: the SDKs take a hundredth of a second for a row.
PAGE = 75
BASE = os.environ["LAB_GRAPH"]
HOST = BASE.split("://", 1)[1]
TENANT, APP = os.environ["LAB_TENANT"], os.environ["LAB_CLIENT"]
# No public cloud knows this authority, so nobody is to be asked whether it is one.
ENTRA = {"authority": BASE, "disable_instance_discovery": True}


def client_of(kind, adapter, version, credential):
    """A client of the lab instead of graph.microsoft.com; nothing else differs."""
    host = HOST.split(":")[0]
    provider = AzureIdentityAuthenticationProvider(
        credential, scopes=[f"{BASE}/.default"], allowed_hosts=[host, HOST]
    )
    adapter = adapter(provider)
    adapter.base_url = f"{BASE}/{version}"
    return kind(request_adapter=adapter)


def plain(value):
    """A value as JSON writes it; nothing for what is no scalar."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).isoformat().replace("+00:00", "Z")
    if isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, uuid.UUID):
        return str(value)
    return None


def properties(model):
    """The scalars of a model, and the names of what the SDK has no place for."""
    found = {}
    for field in dataclasses.fields(model):
        value = plain(getattr(model, field.name, None))
        if value is not None:
            found[field.name.rstrip("_")] = value
    unknown = model.additional_data or {}
    found["_unknown"] = [name for name in unknown if not name.startswith("@")]
    return found


async def read(name, by, builder, adapter, expand=None):
    """Reads a list to its end with the SDK's own iterator."""
    with told.trying(f"{by} reads {name}"):
        kind = type(builder)
        query = getattr(kind, f"{kind.__name__}GetQueryParameters")(expand=expand, top=PAGE)
        configuration = RequestConfiguration(query_parameters=query)
        page = await builder.get(request_configuration=configuration)
        rows = []

        def keep(model):
            rows.append(model)
            return True

        await PageIterator(page, adapter).iterate(keep)
        for model in rows:
            told.row(name, by, properties(model))
        told.listed(name, by)
        return rows
    return []


async def stable(secret):
    """Version 1.0."""
    by = "msgraph-sdk"
    client = client_of(GraphServiceClient, GraphRequestAdapter, "v1.0", secret)
    adapter = client.request_adapter
    management = client.device_management
    lists = {
        "managedDevices": management.managed_devices,
        "troubleshootingEvents": management.troubleshooting_events,
        "conditionalAccessPolicies": client.identity.conditional_access.policies,
        "namedLocations": client.identity.conditional_access.named_locations,
        "devices": client.devices,
        "users": client.users,
        "signIns": client.audit_logs.sign_ins,
        "vppTokens": client.device_app_management.vpp_tokens,
        "roleDefinitions": client.role_management.directory.role_definitions,
    }
    for name, builder in lists.items():
        await read(f"microsoft/{name}", by, builder, adapter)
    policies = management.device_compliance_policies
    await read("microsoft/deviceCompliancePolicies", by, policies, adapter, ["assignments"])
    roles = client.role_management.directory.role_assignments
    roles = await read("microsoft/roleAssignments", by, roles, adapter, ["principal"])
    with told.trying(f"{by} sees that a group has a role"):
        kinds = {type(role.principal).__name__ for role in roles}
        told.expect(f"{by} sees that a group has a role", kinds, {"User", "Group"})
    with told.trying(f"{by} reads a group's members"):
        group = next(r.principal.id for r in roles if type(r.principal).__name__ == "Group")
        members = client.groups.by_group_id(group).transitive_members
        await read(f"microsoft/transitiveMembers.{group}", by, members, adapter)
    with told.trying(f"{by} reads one managed device"):
        first = (await management.managed_devices.get()).value[0]
        again = await management.managed_devices.by_managed_device_id(first.id).get()
        found = properties(again)
        told.expect(f"{by} reads one managed device", found, properties(first))
    with told.trying(f"{by} is told that a device does not exist"):
        nobody = "00000000-0000-0000-0000-00000000ffff"
        try:
            await management.managed_devices.by_managed_device_id(nobody).get()
            wrong = ["an answer"]
        except ODataError as why:
            wrong = [] if why.error and why.error.code and why.error.message else [repr(why)]
            if why.response_status_code != 404:
                wrong.append(f"status {why.response_status_code}")
        told.did(f"{by} is told that a device does not exist", wrong)


async def beta(certificate):
    """What only the beta has, and what can be done there."""
    by = "msgraph-beta-sdk"
    client = client_of(BetaClient, BetaAdapter, "beta", certificate)
    adapter = client.request_adapter
    management = client.device_management
    await read("microsoft/managedDevices", by, management.managed_devices, adapter)
    await read("microsoft/configurationPolicies", by, management.configuration_policies, adapter)
    factors = client.reports.authentication_methods.user_registration_details
    await read("microsoft/userRegistrationDetails", by, factors, adapter)
    configured = management.device_configurations
    await read("microsoft/deviceConfigurations", by, configured, adapter, ["assignments"])
    configurations = management.device_enrollment_configurations
    name = "microsoft/deviceEnrollmentConfigurations"
    await read(name, by, configurations, adapter, ["assignments"])
    settings = management.dep_onboarding_settings
    expand = ["defaultIosEnrollmentProfile", "defaultMacOsEnrollmentProfile"]
    tokens = await read("microsoft/depOnboardingSettings", by, settings, adapter, expand)
    with told.trying(f"{by} sees the default profiles of a token"):
        kinds = [type(t.default_ios_enrollment_profile).__name__ for t in tokens]
        wanted = [kind for kind in kinds if kind in ("DepIOSEnrollmentProfile", "NoneType")]
        told.expect(f"{by} sees the default profiles of a token", kinds, wanted)
    later = []
    for token in tokens:
        one = settings.by_dep_onboarding_setting_id(token.id)
        profiles = f"microsoft/enrollmentProfiles.{token.id}"
        profiles = await read(profiles, by, one.enrollment_profiles, adapter)
        with told.trying(f"{by} knows the kinds of profiles"):
            kinds = {type(profile).__name__ for profile in profiles}
            kinds -= {"DepIOSEnrollmentProfile", "DepMacOSEnrollmentProfile"}
            told.expect(f"{by} knows the kinds of profiles", kinds, set())
        devices = f"microsoft/importedAppleDeviceIdentities.{token.id}"
        devices = await read(devices, by, one.imported_apple_device_identities, adapter)
        later.append((one, profiles, devices))
    # What is done changes the lists, so all are read before.
    for one, profiles, devices in later:
        await sync(by, one)
        await assign(by, one, profiles, devices)


async def sync(by, token):
    """Asks a token to fetch Apple's list, which it may be asked every quarter of an hour."""
    what = f"{by} lets a token sync"
    with told.trying(what):
        earlier = await token.get()
        world.time_passes(HOUR)
        before = await token.get()
        # It syncs by itself, too, perhaps some minutes ago.
        if before.last_sync_triggered_date_time != earlier.last_sync_triggered_date_time:
            world.time_passes(HOUR)
            before = await token.get()
        await token.sync_with_apple_device_enrollment_program.post()
        after = await token.get()
        wrong = []
        if after.last_sync_triggered_date_time <= before.last_sync_triggered_date_time:
            wrong.append("the token does not know that it was asked to sync")
        told.did(what, wrong)


async def assign(by, token, profiles, devices):
    """Assigns another profile to three devices and reads it back."""
    what = f"{by} assigns a profile"
    phones = [profile for profile in profiles if type(profile).__name__.startswith("DepIOS")]
    if not phones:
        return
    with told.trying(what):
        wanted = phones[-1].id
        others = [
            device
            for device in devices
            if not device.is_deleted
            and device.platform.value == "ios"
            and device.requested_enrollment_profile_id != wanted
        ][:3]
        serials = [device.serial_number for device in others]
        profile = token.enrollment_profiles.by_enrollment_profile_id(wanted)
        await profile.update_device_profile_assignment.post(Assignment(device_ids=serials))
        found = set()
        for device in others:
            one = token.imported_apple_device_identities
            again = await one.by_imported_apple_device_identity_id(device.id).get()
            found.add(again.requested_enrollment_profile_id)
        told.expect(what, found, {wanted})


async def main():
    secret = ClientSecretCredential(TENANT, APP, os.environ["LAB_SECRET"], **ENTRA)
    certificate = CertificateCredential(TENANT, APP, "certificate.pem", **ENTRA)
    for name, credential in {"a secret": secret, "a certificate": certificate}.items():
        with told.trying(f"azure-identity signs in with {name}"):
            credential.get_token(f"{BASE}/.default")
            told.did(f"azure-identity signs in with {name}")
    await stable(secret)
    await beta(certificate)


asyncio.run(main())
