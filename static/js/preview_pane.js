// The page beside the form, as it would look with what is typed. What the server answers is put into a frame in which no script runs.
import { post } from "./typed_form.js";

const WIDE = matchMedia("(min-width: 1200px)");
const REST = 900; // How long nobody types before the page is asked for again,
const LONGEST = 3000; // and how long it is left waiting for that.
const CHOICE = "preview-pane";
const VIEW = "preview-view";
const CHECKS = "checks";

// Preferences of how it looks, never a text; a browser that keeps none is no reason to stop.
function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Asked anew next time.
  }
}

export class PreviewPane {
  constructor({ form, root }) {
    Object.assign(this, { form, root });
    this.pane = root.querySelector("[data-pane]");
    this.frame = root.querySelector("[data-frame]");
    this.room = root.querySelector("[data-room]");
    this.missing = root.querySelector("[data-missing]");
    this.checks = root.querySelector("[data-checks]");
    this.view = remembered(VIEW) ?? "390";
    this.shown = null;
    this.opener = this.makeOpener();
    this.pane.querySelector("[data-close]").addEventListener("click", () => this.turn("off"));
    this.buttons = [...this.pane.querySelectorAll("[data-view]")];
    this.buttons.forEach((button) => button.addEventListener("click", () => this.show(button.dataset.view)));
    WIDE.addEventListener("change", () => this.arrange());
    new ResizeObserver(() => this.scale()).observe(this.room);
    this.frame.addEventListener("load", () => this.holdStill());
    this.holdStill();
    this.arrange();
  }

  makeOpener() {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "pane-opener", textContent: this.root.dataset.sayBeside });
    button.addEventListener("click", () => {
      this.turn("on");
      this.buttons[0].focus();
    });
    this.form.querySelector(".save-bar [formtarget]").after(button);
    return button;
  }

  get isOn() {
    return WIDE.matches && remembered(CHOICE) !== "off";
  }

  turn(choice) {
    remember(CHOICE, choice);
    this.showsChecksAlone = false;
    this.arrange();
    if (choice === "off") (this.opener.hidden ? this.form.querySelector(".findings-badge") : this.opener).focus();
  }

  arrange() {
    this.pane.hidden = !this.isOn && !this.showsChecksAlone;
    this.opener.hidden = !WIDE.matches || this.isOn;
    document.body.classList.toggle("has-pane", this.isOn);
    this.show(this.isOn ? this.view : CHECKS);
  }

  // The checks; where there is no room beside the form, below it.
  showChecks() {
    if (WIDE.matches && !this.isOn) this.turn("on");
    this.showsChecksAlone = !WIDE.matches;
    this.arrange();
    this.show(CHECKS);
    this.checks.focus({ preventScroll: WIDE.matches });
  }

  show(view) {
    if (this.isOn) {
      this.view = view;
      remember(VIEW, view);
    }
    this.buttons.forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
      button.hidden = !this.isOn;
    });
    this.checks.hidden = view !== CHECKS;
    this.room.hidden = this.missing.hidden = view === CHECKS;
    if (view !== CHECKS) this.width = Number(view) || 390;
    this.scale();
  }

  scale() {
    const [wide, high] = [this.room.clientWidth, this.room.clientHeight];
    if (!wide || !this.width) return;
    const scale = Math.min(1, wide / this.width);
    Object.assign(this.frame.style, { width: `${this.width}px`, height: `${high / scale}px`, transform: `scale(${scale})` });
  }

  // Called often, with the form as it stands.
  look(words) {
    const now = words.toString();
    if (!this.isOn || this.asking || now === this.shown) return;
    if (now !== this.seen) {
      this.seen = now;
      this.seenAt = Date.now();
      this.waitingSince ??= this.seenAt;
    }
    const rested = this.shown === null || Date.now() - this.seenAt >= REST || Date.now() - this.waitingSince >= LONGEST;
    if (rested) this.ask(words, now);
  }

  async ask(words, now) {
    this.asking = true;
    this.waitingSince = undefined;
    try {
      const answer = await post(this.root.dataset.previewUrl, words);
      const page = answer.type === "opaqueredirect" ? null : new DOMParser().parseFromString(await answer.text(), "text/html");
      const reasons = page?.querySelector("#not-previewed");
      const isShown = answer.ok && !reasons;
      if (isShown) this.put(page);
      this.missing.replaceChildren(...(isShown ? [] : [reasons ? document.adoptNode(reasons) : this.root.dataset.sayNoPreview]));
    } catch {
      this.missing.replaceChildren(this.root.dataset.sayNoPreview);
    } finally {
      this.shown = now;
      this.asking = false;
    }
  }

  put(page) {
    const inside = this.frame.contentDocument;
    page.querySelectorAll("script").forEach((script) => script.remove());
    const sheets = (root) => [...root.querySelectorAll('link[rel="stylesheet"]')].map((link) => link.getAttribute("href")).join();
    const top = inside.scrollingElement?.scrollTop ?? 0;
    inside.documentElement.lang = page.documentElement.lang;
    if (sheets(inside) !== sheets(page)) inside.head.replaceWith(inside.adoptNode(page.head));
    inside.body.replaceWith(inside.adoptNode(page.body));
    if (inside.scrollingElement) inside.scrollingElement.scrollTop = top;
  }

  // A link in the preview leads nowhere, but for one to a place on the same page.
  holdStill() {
    this.frame.contentDocument?.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link) return;
      event.preventDefault();
      const [, place] = link.getAttribute("href").split("#");
      if (place) this.frame.contentDocument.getElementById(place)?.scrollIntoView();
    });
    this.frame.contentDocument?.addEventListener("submit", (event) => event.preventDefault());
  }
}
