// Who else has this form open, and whether somebody saved it: a sentence each, above the form.
import { post } from "./typed_form.js";

const EVERY = 20000;
const AT_FIRST = 2000; // The page before this one says that it is left, which may arrive after this one was opened.

export class Company {
  constructor({ form, root }) {
    Object.assign(this, { form, root });
    this.url = root.dataset.signsUrl;
    this.place = root.querySelector("[data-company]");
    form.addEventListener("input", () => (this.typedAt = Date.now()), { capture: true });
    if (!this.url) return;
    setTimeout(() => this.ask(), AT_FIRST);
    setInterval(() => !document.hidden && this.ask(), EVERY);
    document.addEventListener("visibilitychange", () => !document.hidden && this.ask());
    addEventListener("pagehide", () => post(this.url, this.sign("left"), { keepalive: true }).catch(() => {}));
  }

  sign(...more) {
    const words = new URLSearchParams();
    for (const name of ["csrfmiddlewaretoken", "opened_at_edit"]) words.append(name, this.form.elements[name]?.value ?? "");
    if (Date.now() - (this.typedAt ?? 0) < EVERY) words.append("typing", "1");
    more.forEach((name) => words.append(name, "1"));
    return words;
  }

  async ask() {
    try {
      const answer = await post(this.url, this.sign());
      if (answer.ok) this.show(await answer.json());
    } catch {
      // The next time will do; the text itself is watched elsewhere.
    }
  }

  show({ others = [], saved = "" }) {
    const sentences = [...others, ...(saved ? [saved] : [])];
    const shown = [...this.place.children].map((line) => line.textContent);
    if (sentences.join("\n") === shown.join("\n")) return;
    this.place.replaceChildren(
      ...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })),
    );
  }
}
