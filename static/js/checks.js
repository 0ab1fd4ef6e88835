// What the checks find in the text while it is written: counted beside Save, listed beside the form, each with the way to its field.
import { goTo } from "./parts.js";
import { post } from "./typed_form.js";

const REST = 1500;

export class Checks {
  constructor({ form, root, pane }) {
    Object.assign(this, { root, pane });
    this.place = root.querySelector("[data-checks]");
    this.counts = root.querySelectorAll("[data-count]");
    this.badge = Object.assign(document.createElement("button"), { type: "button", className: "findings-badge", hidden: true });
    this.badge.addEventListener("click", () => this.pane.showChecks());
    form.querySelector(".save-bar [data-state]").before(this.badge);
    this.place.addEventListener("click", (event) => {
      const link = event.target.closest("[data-finding]");
      if (!link) return;
      event.preventDefault();
      goTo(link.getAttribute("href").slice(1));
    });
  }

  look(words) {
    const now = words.toString();
    if (this.asking || now === this.shown) return;
    if (now !== this.seen) {
      this.seen = now;
      this.seenAt = Date.now();
    }
    if (this.shown === undefined || Date.now() - this.seenAt >= REST) this.ask(words, now);
  }

  async ask(words, now) {
    this.asking = true;
    try {
      const answer = await post(this.root.dataset.checkUrl, words);
      if (answer.ok) this.put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // What was found before still stands; the next change asks again.
    } finally {
      this.shown = now;
      this.asking = false;
    }
  }

  put(page) {
    if (!page.querySelector(".findings")) return; // What cannot be stored cannot be checked; the form says so.
    const found = [...page.querySelectorAll(".findings-count")].map((count) => count.textContent);
    const number = page.querySelectorAll(".finding").length;
    this.badge.hidden = !number;
    this.badge.textContent = found.join(", ");
    this.badge.classList.toggle("findings-badge--stop", Boolean(page.querySelector(".findings-count--stop")));
    this.counts.forEach((count) => (count.textContent = number ? String(number) : ""));
    const top = this.place.scrollTop;
    this.place.replaceChildren(document.adoptNode(page.querySelector(".findings")));
    this.place.scrollTop = top;
  }
}
