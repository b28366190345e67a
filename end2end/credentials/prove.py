"""Asks openbadgeslib whether it believes our credentials, and whether it refuses each that was changed.

Ends with 77 where the package is not installed.
"""

import base64
import copy
import json
import pathlib
import sys

try:
    from openbadgeslib.errors import LibOpenBadgesException
    from openbadgeslib.ob3 import status
    from openbadgeslib.ob3.did import pem_for_kid
    from openbadgeslib.ob3.ldp import OB3LdpVerifier
    from openbadgeslib.ob3.verifier import OB3Verifier
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(77)

FOLDER = pathlib.Path(sys.argv[1])


def read(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def changed(document, path=()):
    """Copies of a document, each with one leaf changed, and the path of the leaf."""
    value = document
    for key in path:
        value = value[key]
    if isinstance(value, (dict, list)):
        keys = value.keys() if isinstance(value, dict) else range(len(value))
        for key in keys:
            yield from changed(document, path + (key,))
        return
    other = copy.deepcopy(document)
    holder = other
    for key in path[:-1]:
        holder = holder[key]
    if isinstance(value, bool):
        holder[path[-1]] = not value
    elif isinstance(value, int):
        holder[path[-1]] = value + 1
    else:
        holder[path[-1]] = value + "x"
    yield path, other


did = json.loads(read("did.json"))
rsa = next(method for method in did["verificationMethod"] if method["type"] == "JsonWebKey")
ed25519 = next(method for method in did["verificationMethod"] if method["type"] == "Multikey")
count = 0

token = read("credential.jwt").strip()
verifier = OB3Verifier(pubkey_pem=pem_for_kid(did, did["id"], rsa["id"]))
badge = verifier.verify(token)
assert badge is not None
head, body, seal = token.split(".")
payload = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
for path, other in changed(payload):
    text = json.dumps(other, ensure_ascii=False).encode()
    forged = ".".join([head, base64.urlsafe_b64encode(text).decode().rstrip("="), seal])
    try:
        verifier.verify(forged)
    except LibOpenBadgesException:
        count += 1
    else:
        sys.exit(f"believed with {path} changed")

bits = status.decode_encoded_list(
    json.loads(base64.urlsafe_b64decode(read("list.jwt").split(".")[1] + "=="))["credentialSubject"]["encodedList"]
)
assert bits[0] & 0x01, "the seventh place is set"

document = json.loads(read("credential.json"))
proven = OB3LdpVerifier(pubkey_pem=pem_for_kid(did, did["id"], ed25519["id"]))
assert proven.verify(document) is not None
for path, other in changed(document):
    try:
        proven.verify(other)
    except LibOpenBadgesException:
        count += 1
    else:
        sys.exit(f"believed with {path} changed")
print(count, "changes refused")
