// The phone mode by keyboard: answers while somebody types, opened in place, and one key to say what came of it.

import { Asking } from "./phone_asking.js";

const root = document.querySelector("[data-phone]");
const form = root?.querySelector("[data-asking]");
const box = form?.querySelector("input[type=search]");
const shown = root?.querySelector("[data-answers]");
const said = root?.querySelector("[data-said]");
const asking = form && new Asking(form, load);
let isPosting = false;

function answers() {
  return [...shown.querySelectorAll("[data-answer] > summary")];
}

function places() {
  return [...answers(), ...shown.querySelectorAll("[data-missing] button")];
}

async function load(words, signal) {
  try {
    const sent = new FormData(root.querySelector("[data-token]"));
    for (const [name, value] of new URLSearchParams(words)) sent.append(name, value);
    const answer = await fetch(root.dataset.found, { method: "POST", body: sent, signal });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const html = await answer.text();
    if (!signal.aborted) show(html);
  } catch {
    if (!signal.aborted) said.textContent = root.dataset.stuck;
    return false;
  }
  return !signal.aborted;
}

function show(html) {
  const hasKeyboard = shown.contains(document.activeElement);
  shown.innerHTML = html;
  if (hasKeyboard) shown.focus();
  said.textContent = "";
}

function begin() {
  box.focus();
  box.select();
}

async function post(sent) {
  if (isPosting) return;
  isPosting = true;
  asking.drop();
  const words = asking.typed();
  try {
    const answer = await fetch(sent.action, { method: "POST", body: new FormData(sent), headers: { Accept: "application/json" } });
    if (answer.redirected) throw new Error("signed out");
    said.textContent = (await answer.json()).said;
    if (answer.ok && asking.typed() === words) clear();
  } catch {
    said.textContent = root.dataset.stuck;
  }
  isPosting = false;
  if (asking.typed() === asking.known) begin();
  else asking.now();
}

function clear() {
  box.value = "";
  asking.settle();
  shown.replaceChildren();
}

// The answer in which the keyboard is, else the one that is open, else the first.
function current() {
  return document.activeElement.closest("[data-answer]") ?? shown.querySelector("[data-answer][open]") ?? shown.querySelector("[data-answer]");
}

async function answered() {
  const sent = (await asking.isAnswered()) && current()?.querySelector("[data-answered]");
  if (sent) post(sent);
}

async function missing() {
  const sent = (await asking.isAnswered()) && shown.querySelector("[data-missing]");
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

// The keyboard leaves the box at once, so that the next key counts for the answers, and comes back where there are none.
async function enter(go) {
  shown.focus();
  const isThere = await asking.isAnswered();
  if (document.activeElement !== shown) return;
  if (isThere && places().length) go();
  else box.focus();
}

function openFirst() {
  const [first] = answers();
  if (first) open(first);
  else move(1);
}

function inBox(event) {
  const go = { ArrowDown: () => move(1), Enter: openFirst }[event.key];
  if (!go) return;
  event.preventDefault();
  enter(go);
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
  const isNowhere = event.target === document.body;
  if (!isNowhere && !root.contains(event.target)) return;
  if (event.key === "F8" || event.key === "F9") {
    event.preventDefault();
    if (!event.repeat) (event.key === "F8" ? answered : missing)();
  } else if (event.target === box) inBox(event);
  else if (isNowhere || shown.contains(event.target)) onAnswers(event);
}

if (form && box && shown) {
  root.querySelector("[data-keys]").hidden = false;
  shown.tabIndex = -1;
  box.focus(); // autofocus waits for the first frame: letters typed before it were lost.
  box.addEventListener("input", () => asking.soon());
  form.addEventListener("change", (event) => event.target !== box && asking.now());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    asking.now();
  });
  document.addEventListener("keydown", onKey);
  shown.addEventListener("submit", (event) => {
    event.preventDefault();
    post(event.target);
  });
}
