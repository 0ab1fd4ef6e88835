// Passkeys: asks the browser for one, and sends its answer with the form. The conversion is webauthn-json.js of the library.

const { webauthnJSON } = window;

const ASK = {
  async login(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return webauthnJSON.get((await answer.json()).request_options);
  },
  show() {
    return webauthnJSON.get(data().request_options);
  },
  add() {
    const options = data().creation_options;
    // A passkey opens the account by itself, so it asks for a finger, face or PIN, and is found without a name.
    Object.assign(options.publicKey.authenticatorSelection, {
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    });
    return webauthnJSON.create(options);
  },
};

function data() {
  return JSON.parse(document.getElementById("passkey-data").textContent);
}

function prepare(form) {
  const problem = form.querySelector("[data-passkey-problem]");
  if (!webauthnJSON.supported()) {
    if (form.dataset.passkey === "add") problem.hidden = false;
    return;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const credential = await ASK[form.dataset.passkey](form);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
}

document.querySelectorAll("form[data-passkey]").forEach(prepare);
