// Warns before the session ends, and extends it while somebody is really at work: typing and pointing count, what a page does by
// itself (requests with "X-Background: 1") does not.

const dialog = document.getElementById("session-clock");
const { url } = dialog.dataset;
const warnSeconds = Number(dialog.dataset.warn);
const TELL_EVERY = 60_000;

let idleEnds = 0;
let longestEnds = 0;
let toldAt = Date.now();
let dismissed = false;

function setClock({ idle, longest }) {
  idleEnds = Date.now() + idle * 1000;
  longestEnds = Date.now() + longest * 1000;
}

async function ask(method) {
  const headers = { Accept: "application/json" };
  if (method === "GET") headers["X-Background"] = "1";
  else headers["X-CSRFToken"] = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const answer = await fetch(url, { method, headers, credentials: "same-origin" });
  if (answer.status === 401) return setClock({ idle: 0, longest: 0 });
  if (answer.ok) setClock(await answer.json());
}

async function tellOfWork() {
  if (dialog.open || Date.now() - toldAt < TELL_EVERY) return;
  toldAt = Date.now();
  // Without a connection the clock goes on by itself.
  await ask("POST").catch(() => {});
}

function words(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function show(state) {
  for (const part of dialog.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
  const shown = dialog.querySelector(`[data-state="${state}"]`);
  dialog.querySelectorAll("[data-title]").forEach((title) => title.removeAttribute("id"));
  shown.querySelector("[data-title]").id = "session-clock-title";
  dialog.dataset.shown = state;
  if (!dialog.open) dialog.showModal();
}

function close() {
  dialog.dataset.shown = "";
  if (dialog.open) dialog.close();
}

// Said aloud at these moments only: a clock that speaks each second is no help.
function speak(left) {
  const seconds = Math.round(left / 1000);
  if ([120, 60, 30, 10].includes(seconds)) dialog.querySelector("[data-spoken]").textContent = words(left);
}

let asking = false;

async function tick() {
  if (asking) return;
  const isLongest = longestEnds < idleEnds;
  let left = Math.min(idleEnds, longestEnds) - Date.now();
  if (left > warnSeconds * 1000) {
    dismissed = false;
    return ["idle", "longest"].includes(dialog.dataset.shown) ? close() : undefined;
  }
  if (!dialog.open && !dismissed) {
    // Another window may have gone on working: the server knows.
    asking = true;
    await ask("GET").catch(() => {});
    asking = false;
    left = Math.min(idleEnds, longestEnds) - Date.now();
    if (left > warnSeconds * 1000) return;
  }
  const state = left <= 0 ? "over" : isLongest ? "longest" : "idle";
  if (dialog.dataset.shown !== state && !(dismissed && dismissed === state)) show(state);
  dialog.querySelectorAll("[data-left]").forEach((place) => { place.textContent = words(left); });
  speak(left);
}

dialog.querySelector("[data-stay]").addEventListener("click", async () => {
  toldAt = Date.now();
  await ask("POST").catch(() => {});
  close();
});
dialog.querySelectorAll("[data-close]").forEach((button) => button.addEventListener("click", () => {
  dismissed = dialog.dataset.shown;
  close();
}));
dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  const shown = dialog.querySelector("[data-state]:not([hidden])");
  shown.querySelector("[data-stay], [data-close]").click();
});
for (const work of ["keydown", "pointerdown", "input"]) {
  document.addEventListener(work, (event) => { if (event.isTrusted) tellOfWork(); }, { capture: true, passive: true });
}

setClock({ idle: Number(dialog.dataset.idle), longest: Number(dialog.dataset.longest) });
setInterval(tick, 1000);
// A machine that slept, or a page that comes back from the browser's memory: look at once.
document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
