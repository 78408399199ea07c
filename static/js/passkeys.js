// Passkeys: where this browser can hold none for this address, the page says so instead of offering a button that fails;
// where one was asked for and not given, it says that too. Knows no address; the ceremony itself is allauth's.

// An address in figures can't own a passkey: browsers tie it to a name.
const named = !/^[\d.]+$|:/.test(location.hostname);
const able = Boolean(window.isSecureContext && window.PublicKeyCredential && named);

for (const button of document.querySelectorAll("[data-passkey]")) button.hidden = !able;
for (const note of document.querySelectorAll("[data-passkey-unable]")) note.hidden = able;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.getElementById("passkey-words").dataset;
  const name = event.detail.exception?.name;
  const known = { NotAllowedError: words.cancelled, AbortError: words.cancelled, InvalidStateError: words.known };
  document.dispatchEvent(new CustomEvent("page:say", { detail: { text: known[name] || words.failed } }));
});
