/* Tell: passkeys and security keys, on the pages of sign-in alone. The button [data-key] asks the browser for a key and
   sends what it answers with its form; what is asked for stands in #js_data, or comes from the address of the form. */
(() => {
  "use strict";
  const bytes = (words) => Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const keys = (list) => (list ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

  const asked = async (form) => {
    const data = document.getElementById("js_data");
    if (data) return JSON.parse(data.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };
  const made = ({ publicKey }, alone) => navigator.credentials.create({ publicKey: {
    ...publicKey, challenge: bytes(publicKey.challenge), user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: keys(publicKey.excludeCredentials),
    authenticatorSelection: { ...publicKey.authenticatorSelection, requireResidentKey: alone, residentKey: alone ? "required" : "discouraged", ...(alone && { userVerification: "required" }) },
  } });
  const shown = ({ publicKey }) => navigator.credentials.get({ publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: keys(publicKey.allowCredentials) } });
  const told = (key) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[name]) response[name] = words(key.response[name]);
    }
    if (key.response.getTransports) response.transports = key.response.getTransports();
    return JSON.stringify({ id: key.id, rawId: words(key.rawId), type: key.type, authenticatorAttachment: key.authenticatorAttachment, response, clientExtensionResults: key.getClientExtensionResults() });
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-key]"), trouble = document.querySelector("[data-key-trouble]");
    if (!button) return;
    event.preventDefault();
    trouble.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      const form = button.form, data = await asked(form);
      const key = await (data.creation_options ? made(data.creation_options, !!form.elements.passwordless?.checked) : shown(data.request_options));
      form.elements.credential.value = told(key);
      form.submit();
    } catch {
      trouble.hidden = false;
      button.removeAttribute("aria-busy");
    }
  });
})();
