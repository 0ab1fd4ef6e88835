// Keeps what is typed on the server, a moment behind the typing. The server keeps one such text a person and page.
import { post } from "./typed_form.js";

const LARGEST_LAST_WORD = 60000; // What a browser still sends after the page has gone.
const PAUSE_AFTER_FAILURE = 5000;

export class Unsaved {
  constructor({ form, root, onAnswer }) {
    Object.assign(this, { form, root, onAnswer });
    this.url = root.dataset.unsavedUrl;
    this.state = root.querySelector("[data-state]");
    this.problem = root.querySelector("[data-problem]");
    this.undecided = "undecided" in root.dataset;
    this.kept = null;
    this.touched = this.stopped = this.failing = false;
    this.notBefore = 0;
    for (const event of ["keydown", "pointerdown", "paste", "cut", "drop"]) {
      form.addEventListener(event, () => (this.touched = true), { capture: true });
    }
    form.addEventListener("submit", (event) => {
      if (event.submitter?.formTarget === "_blank") return;
      this.stopped = true;
      this.sending?.abort();
    });
    addEventListener("pageshow", () => (this.stopped = false));
    addEventListener("pagehide", () => this.lastWord());
    document.addEventListener("visibilitychange", () => document.hidden && this.lastWord());
    addEventListener("beforeunload", (event) => this.isAtRisk() && event.preventDefault());
  }

  // Called often with the form as it stands. Until somebody touches it, that is how it was opened.
  look(words) {
    this.now = words;
    if (!this.touched || this.kept === null) this.kept = words.toString();
    else if (this.undecided) this.isChanged() && this.say(this.problem, "sayDecide");
    else if (this.isChanged() && !this.sending && !this.stopped && Date.now() >= this.notBefore) this.send();
  }

  isChanged() {
    return this.now !== undefined && this.now.toString() !== this.kept;
  }

  isWaiting() {
    return this.touched && !this.undecided && !this.failing && (Boolean(this.sending) || this.isChanged());
  }

  isAtRisk() {
    if (this.stopped || !this.touched || !this.isChanged()) return false;
    return this.undecided || this.failing || this.now.toString().length > LARGEST_LAST_WORD;
  }

  async send() {
    const words = this.now.toString();
    this.sending = new AbortController();
    try {
      const keepalive = words.length < LARGEST_LAST_WORD;
      const answer = await post(this.url, this.now, { signal: this.sending.signal, keepalive });
      if (answer.ok) await this.succeed(words, await answer.json());
      else this.fail(answer);
    } catch (error) {
      if (error.name !== "AbortError") this.fail();
    } finally {
      this.sending = null;
    }
  }

  succeed(words, answer) {
    this.kept = words;
    this.keptAt = answer.kept_at;
    this.failing = false;
    this.problem.textContent = "";
    this.say(this.state, "sayKept");
    this.onAnswer?.(answer);
  }

  fail(answer) {
    this.failing = true;
    this.notBefore = Date.now() + PAUSE_AFTER_FAILURE;
    this.state.textContent = "";
    const isSignedOut = answer?.type === "opaqueredirect" || [401, 403].includes(answer?.status);
    const isTooLong = [400, 413].includes(answer?.status);
    this.say(this.problem, isSignedOut ? "saySignedOut" : isTooLong ? "sayTooLong" : this.keptAt ? "sayNotSince" : "sayNot");
  }

  // The page goes away: what was typed in the last second is sent after it.
  lastWord() {
    if (this.stopped || this.undecided || !this.touched || !this.isChanged()) return;
    const words = this.now.toString();
    post(this.url, this.now, { keepalive: words.length < LARGEST_LAST_WORD }).catch(() => {});
    this.kept = words;
  }

  say(place, sentence) {
    const text = this.root.dataset[sentence].replace("%s", this.keptAt ?? "");
    if (place.textContent !== text) place.textContent = text;
  }
}
