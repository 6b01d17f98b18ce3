// Passkeys: a form asks the server for its question, the device for the answer, and is sent with it.
"use strict";

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withBytes = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

async function ask(form) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const response = await fetch(form.dataset.options, { method: "POST", headers: { "X-CSRFToken": token } });
  if (!response.ok || response.redirected) return null;
  const question = await response.json();
  question.challenge = toBytes(question.challenge);
  if (form.dataset.passkey === "create") {
    question.user.id = toBytes(question.user.id);
    question.excludeCredentials = withBytes(question.excludeCredentials);
    return navigator.credentials.create({ publicKey: question });
  }
  question.allowCredentials = withBytes(question.allowCredentials);
  return navigator.credentials.get({ publicKey: question });
}

function asJson(credential) {
  const response = { clientDataJSON: toText(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, response });
}

function say(form, what) {
  for (const words of form.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== what;
}

async function send(form) {
  say(form, "");
  try {
    const credential = await ask(form);
    if (credential === null) return location.reload();
    form.elements.passkey_answer.value = asJson(credential);
    const shared = document.querySelector("input[type=checkbox][name=shared]");
    if (form.elements.shared && shared) form.elements.shared.value = shared.checked ? "on" : "";
    form.submit();
  } catch (problem) {
    say(form, problem.name === "InvalidStateError" ? "known" : problem.name === "SecurityError" ? "impossible" : "stopped");
  }
}

for (const words of document.querySelectorAll("[data-without-script]")) words.hidden = true;
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    say(form, "impossible");
    form.hidden = false;
    form.querySelector("button").remove();
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
