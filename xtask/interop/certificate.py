"""Makes a key and a certificate for an app at Entra, and writes the public key for the lab."""

import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

PEM = serialization.Encoding.PEM

key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "firstcontact interop")])
now = datetime.datetime.now(datetime.timezone.utc)
day = datetime.timedelta(days=1)
certificate = (
    x509.CertificateBuilder()
    .subject_name(name)
    .issuer_name(name)
    .public_key(key.public_key())
    .serial_number(x509.random_serial_number())
    .not_valid_before(now - day)
    .not_valid_after(now + day)
    .sign(key, hashes.SHA256())
)
private = key.private_bytes(
    PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
with open("certificate.pem", "wb") as file:
    file.write(certificate.public_bytes(PEM) + private)
public = key.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
with open("public-key.pem", "wb") as file:
    file.write(public)
