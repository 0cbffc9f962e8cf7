"""msal against the lab: a person signs in on another device with a code, and reads with the token."""

import os

import msal
import requests
import told

BASE, APP = os.environ["LAB_GRAPH"], os.environ["LAB_CLIENT"]
AUTHORITY = f"{BASE}/{os.environ['LAB_TENANT']}"


def main():
    with told.trying("msal signs a person in with a device code"):
        client = msal.PublicClientApplication(APP, authority=AUTHORITY, instance_discovery=False)
        scope = f"{BASE}/DeviceManagementManagedDevices.Read.All"
        flow = client.initiate_device_flow([scope])
        if "user_code" not in flow:
            told.did("msal signs a person in with a device code", [str(flow)])
            return
        # The person: the lab's page takes the code in its address.
        requests.post(f"{flow['verification_uri']}/{flow['user_code']}", timeout=30)
        result = client.acquire_token_by_device_flow(flow)
        token = result.get("access_token")
        told.did("msal signs a person in with a device code", [] if token else [str(result)])
    with told.trying("the token of a device code reads"):
        answer = requests.get(
            f"{BASE}/v1.0/deviceManagement/managedDevices?$top=1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        )
        told.expect("the token of a device code reads", answer.status_code, 200)
    with told.trying("msal finds the person's token again"):
        accounts = client.get_accounts()
        told.expect("msal knows the person", len(accounts), 1)
        again = client.acquire_token_silent([scope], accounts[0])
        told.did("msal finds the person's token again", [] if again else ["there is none"])


main()
