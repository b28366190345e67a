// Asks programs of others whether they believe our credentials, and whether they refuse each that was changed.
// Ends with 77 where the packages are not installed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";

const [folder, data] = process.argv.slice(2);
const packages = await Promise.all([
  import("jose"),
  import("@digitalbazaar/vc"),
  import("@digitalbazaar/data-integrity"),
  import("@digitalbazaar/eddsa-rdfc-2022-cryptosuite"),
  import("@digitalbazaar/credentials-context"),
  import("@digitalbazaar/vc-bitstring-status-list"),
]).catch((error) => {
  console.error(error.message);
  process.exit(77);
});
const [jose, vc, { DataIntegrityProof }, { cryptosuite }, credentialsContext, { decodeList }] = packages;
const read = (name) => readFileSync(join(folder, name), "utf8");
const json = (name) => JSON.parse(read(name));

/** Copies of a document, each with one leaf changed, and the path of the leaf. */
function* changed(document, path = []) {
  const value = path.reduce((inside, key) => inside[key], document);
  if (value !== null && typeof value === "object") {
    for (const key of Object.keys(value)) yield* changed(document, [...path, key]);
    return;
  }
  const copy = structuredClone(document);
  const holder = path.slice(0, -1).reduce((inside, key) => inside[key], copy);
  const last = path.at(-1);
  holder[last] = typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : changedText(value);
  yield [path.join("."), copy];
}

// a day later, or one letter other
function changedText(text) {
  return /^\d{4}-/.test(text) ? text.replace(/^\d{4}/, (year) => String(Number(year) + 1)) : `${text}x`;
}

// the token
const jwks = jose.createLocalJWKSet(json("jwks.json"));
const now = new Date("2026-07-01T10:00:00Z");
const proves = (token) => jose.jwtVerify(token, jwks, { issuer: "did:web:registry.example", algorithms: ["RS256"], currentDate: now });
const token = read("credential.jwt").trim();
const { payload } = await proves(token);
assert.equal(payload.jti, payload.id);
assert.equal(payload.sub, payload.credentialSubject.id);
assert.equal(payload.iss, payload.issuer.id);
const [head, , seal] = token.split(".");
let count = 0;
for (const [path, copy] of changed(payload)) {
  const body = Buffer.from(JSON.stringify(copy)).toString("base64url");
  await assert.rejects(proves(`${head}.${body}.${seal}`), undefined, path);
  count += 1;
}

// the list
const list = (await proves(read("list.jwt").trim())).payload;
const bits = await decodeList({ encodedList: list.credentialSubject.encodedList });
assert.equal(bits.getStatus(7), true);
assert.equal(bits.getStatus(42), false);

// the document with its proof
const did = json("did.json");
const documents = new Map([
  ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", JSON.parse(readFileSync(join(data, "open-badges-3.0.3.json"), "utf8"))],
  [did.id, did],
  ...did.verificationMethod.map((method) => [method.id, { "@context": "https://w3id.org/security/multikey/v1", ...method }]),
]);
const { contexts } = credentialsContext.default ?? credentialsContext;
const documentLoader = async (url) => {
  const document = documents.get(url) ?? contexts.get(url);
  if (!document) throw new Error(`unknown document ${url}`);
  return { documentUrl: url, document };
};
const suite = () => new DataIntegrityProof({ cryptosuite });
const believes = async (credential) =>
  (await vc.verifyCredential({ credential, suite: suite(), documentLoader, now, checkStatus: async () => ({ verified: true }) }));
const document = json("credential.json");
const answer = await believes(document);
assert.equal(answer.verified, true, JSON.stringify(answer.error?.errors?.map((error) => error.stack) ?? answer.error));
for (const [path, copy] of changed(document)) {
  const { verified } = await believes(copy).catch(() => ({ verified: false }));
  assert.equal(verified, false, path);
  count += 1;
}
console.log(`${count} changes refused`);
