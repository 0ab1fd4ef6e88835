// The phone mode by keyboard: answers while somebody types, opened in place, and one key to say what came of it.

const root = document.querySelector("[data-phone]");
const form = root?.querySelector("[data-asking]");
const box = form?.querySelector("input[type=search]");
const shown = root?.querySelector("[data-answers]");
const said = root?.querySelector("[data-said]");
const PAUSE = 60; // Milliseconds without a key before the server is asked.
let waiting = 0;
let asking = null;

function answers() {
  return [...shown.querySelectorAll("[data-answer] > summary")];
}

function places() {
  return [...answers(), ...shown.querySelectorAll("[data-missing] button")];
}

async function ask() {
  asking?.abort();
  asking = new AbortController();
  try {
    const typed = new FormData(form);
    for (const [name, value] of new FormData(root.querySelector("[data-token]"))) typed.append(name, value);
    const answer = await fetch(root.dataset.found, { method: "POST", body: typed, signal: asking.signal });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    shown.innerHTML = await answer.text();
    root.dataset.words = box.value;
    said.textContent = "";
  } catch (error) {
    if (error.name !== "AbortError") said.textContent = root.dataset.stuck;
  }
}

function askSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
}

async function askNow() {
  clearTimeout(waiting);
  if (root.dataset.words !== box.value) await ask();
}

function begin() {
  box.focus();
  box.select();
}

async function post(sent) {
  try {
    const answer = await fetch(sent.action, { method: "POST", body: new FormData(sent), headers: { Accept: "application/json" } });
    if (answer.redirected) throw new Error("signed out");
    said.textContent = (await answer.json()).said;
    if (!answer.ok) return;
    box.value = "";
    root.dataset.words = "";
    shown.replaceChildren();
  } catch {
    said.textContent = root.dataset.stuck;
  }
  begin();
}

// The answer in which the keyboard is, else the one that is open, else the first.
function current() {
  return document.activeElement.closest("[data-answer]") ?? shown.querySelector("[data-answer][open]") ?? shown.querySelector("[data-answer]");
}

function answered() {
  const sent = current()?.querySelector("[data-answered]");
  if (sent) post(sent);
}

async function missing() {
  await askNow();
  const sent = shown.querySelector("[data-missing]");
  if (sent) post(sent);
}

function open(summary) {
  for (const other of shown.querySelectorAll("[data-answer][open]")) if (other !== summary.parentElement) other.open = false;
  summary.parentElement.open = true;
  summary.focus();
}

function move(step) {
  const all = places();
  const from = all.findIndex((each) => each === document.activeElement || each.closest("[data-answer]")?.contains(document.activeElement));
  const next = all[from + step];
  if (next) next.focus();
  else if (step < 0) begin();
}

async function inBox(event) {
  if (event.key === "ArrowDown") {
    event.preventDefault();
    move(1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    await askNow();
    const [first] = answers();
    if (first) open(first);
    else shown.querySelector("[data-missing] button")?.focus();
  }
}

function onAnswers(event) {
  const keys = { ArrowDown: () => move(1), ArrowUp: () => move(-1), a: answered, n: missing, Escape: begin };
  const does = keys[event.key];
  if (!does) return;
  event.preventDefault();
  does();
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "F8" || event.key === "F9") {
    event.preventDefault();
    if (!event.repeat) (event.key === "F8" ? answered : missing)();
  } else if (event.target === box) inBox(event);
  else if (shown.contains(event.target)) onAnswers(event);
}

if (form && box && shown) {
  root.querySelector("[data-keys]").hidden = false;
  root.dataset.words = box.value;
  box.focus(); // autofocus waits for the first frame: letters typed before it were lost.
  box.addEventListener("input", askSoon);
  form.addEventListener("change", (event) => event.target !== box && ask());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  root.addEventListener("keydown", onKey);
  shown.addEventListener("submit", (event) => {
    event.preventDefault();
    post(event.target);
  });
}
