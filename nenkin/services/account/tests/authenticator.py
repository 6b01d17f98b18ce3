"""An authenticator for tests: makes passkeys and answers with them, and can be told to lie."""

import hashlib
import json
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40
ORIGIN, HOST = "http://testserver", "testserver"


@dataclass
class Authenticator:
    """`count`: the sign counter; None: always 0, as most phones do."""

    count: int | None = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    number: bytes = field(default_factory=lambda: os.urandom(32))
    handle: bytes = b""

    def create(self, options: dict, *, origin: str = ORIGIN, host: str = HOST, verified: bool = True) -> str:
        """The answer to `navigator.credentials.create`."""
        self.handle = base64url_to_bytes(options["user"]["id"])
        data = self._data(host, verified) + bytes(16) + len(self.number).to_bytes(2, "big") + self.number
        attestation = {"fmt": "none", "attStmt": {}, "authData": data + encode_cbor(self._public_key())}
        client = self._client("webauthn.create", options["challenge"], origin)
        return self._answer(clientDataJSON=client, attestationObject=encode_cbor(attestation))

    def get(
        self,
        options: dict,
        *,
        origin: str = ORIGIN,
        host: str = HOST,
        verified: bool = True,
        handle: bytes | None = None,
        step: int = 1,
    ) -> str:
        """The answer to `navigator.credentials.get`."""
        if self.count is not None:
            self.count += step
        data = self._data(host, verified, with_key=False)
        client = self._client("webauthn.get", options["challenge"], origin)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=client,
            authenticatorData=data,
            signature=signature,
            userHandle=self.handle if handle is None else handle,
        )

    def _data(self, host: str, verified: bool, with_key: bool = True) -> bytes:
        flags = PRESENT | (VERIFIED if verified else 0) | (WITH_KEY if with_key else 0)
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + (self.count or 0).to_bytes(4, "big")

    def _public_key(self) -> dict:
        point = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}

    def _client(self, kind: str, challenge: str, origin: str) -> bytes:
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
        ).encode()

    def _answer(self, **parts: bytes) -> str:
        number = bytes_to_base64url(self.number)
        response = {name: bytes_to_base64url(value) for name, value in parts.items()}
        return json.dumps({"id": number, "rawId": number, "type": "public-key", "response": response})
