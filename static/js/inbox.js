// One key: "c" does what the page's main button does. It can be turned off, and never fires where something is typed.

const STORED = "inbox-shortcut";
const form = document.querySelector("[data-shortcut]");
const note = document.querySelector("[data-shortcut-note]");
const toggle = document.querySelector("[data-shortcut-switch]");

function isOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function keep(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // Without storage the switch holds for this page.
  }
}

function isTyping(target) {
  return target instanceof Element && Boolean(target.closest("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable=true]"));
}

if (form && note && toggle) {
  note.hidden = false;
  toggle.checked = isOn();
  toggle.addEventListener("change", () => keep(toggle.checked));
  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat && !event.isComposing;
    if (event.key !== "c" || !isPlain || !toggle.checked || isTyping(event.target)) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

// After a refusal the sentence is read first.
document.querySelector(".inbox .errornote[tabindex]")?.focus();
