"""Checks exported evidence with public libraries alone: joserfc, and jsonschema against the committed schema.

    python verify.py FOLDER SCHEMA     with evidence.zip, keys.json, jwks.json and standing.json in the folder
"""

import hashlib
import json
import sys
import zipfile
from pathlib import Path

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from jsonschema import Draft202012Validator

folder, schema = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
published = json.loads((folder / "jwks.json").read_text())
purposes = {key["kid"]: key["jobsheet"]["purpose"] for key in published["keys"]}
keys = KeySet.import_key_set(published)


def verified(word: str, purpose: str, algorithm: str) -> dict:
    """The payload of a compact JWS under the published key it names, which must be for this purpose."""
    signed = jws.deserialize_compact(word, keys, algorithms=[algorithm])
    assert purposes[signed.headers()["kid"]] == purpose, signed.headers()
    return json.loads(signed.payload)


def described(name: str, value: object) -> None:
    """Fails unless the value is what the committed schema says."""
    form = {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}
    Draft202012Validator.check_schema(form)
    Draft202012Validator(form).validate(value)


package = zipfile.ZipFile(folder / "evidence.zip")
assert package.testzip() is None
export = verified(package.read("export.jws").decode(), "server", "EdDSA")
described("export", export)
for name, digest in export["parts"].items():
    assert hashlib.sha256(package.read(name)).hexdigest() == digest, name
evidence = json.loads(package.read("evidence.json"))
described("evidence", evidence)
described("keys", json.loads(package.read("keys.json")))
for statement in evidence["statements"]:
    signed = verified(statement["jws"], "statement", "ES256")
    receipt = verified(statement["receipt"], "server", "EdDSA")
    payload = jws.extract_compact(statement["jws"].encode()).payload
    assert receipt["statement"] == hashlib.sha256(payload).hexdigest()
    assert signed["document"] == export["document"]
key_list = json.loads((folder / "keys.json").read_text())
described("key_list", key_list)
described("key_list_head", verified(key_list["head"], "server", "EdDSA"))
standing = verified(json.loads((folder / "standing.json").read_text())["standing"], "server", "EdDSA")
described("standing", standing)

word = package.read("export.jws").decode()
header, payload, signature = word.split(".")
try:
    verified(f"{header}.{payload[:-4]}AAAA.{signature}", "server", "EdDSA")
except (JoseError, ValueError):
    print(f"joserfc, jsonschema: {len(export['parts'])} parts, {len(evidence['statements'])} statement(s)")
else:
    sys.exit("an altered export verifies")
