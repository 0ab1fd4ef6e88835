// The form of a document while somebody writes. Without this script it saves, previews and compares all the same.
import { Checks } from "./checks.js";
import { Company } from "./company.js";
import { setUpOrder } from "./in_order.js";
import { goTo, setUpParts } from "./parts.js";
import { PreviewPane } from "./preview_pane.js";
import { typed } from "./typed_form.js";
import { Unsaved } from "./unsaved.js";

const LOOK_EVERY = 300;

const root = document.querySelector("[data-writing]");
const isNew = !root.dataset.signsUrl;
const form = root.querySelector('form[id$="_form"]');
const words = Object.fromEntries(
  ["up", "down", "moved", "movedUp", "movedDown", "isFirst", "isLast"].map((name) => [name, root.dataset[`say${name[0].toUpperCase()}${name.slice(1)}`]]),
);

const voice = Object.assign(document.createElement("p"), { className: "visually-hidden" });
voice.setAttribute("role", "status");
root.append(voice);
function say(sentence) {
  voice.textContent = "";
  setTimeout(() => (voice.textContent = sentence), 50);
}

setUpParts(form, { say, words });
setUpOrder(root, { form, say, words });
const company = new Company({ form, root });
const unsaved = new Unsaved({ form, root, onAnswer: (answer) => company.show(answer) });
const pane = new PreviewPane({ form, root });
const checks = new Checks({ form, root, pane });

setInterval(() => {
  const now = typed(form);
  unsaved.look(now);
  // What keeps the text goes first: the others wait until it is kept.
  if (unsaved.isWaiting() || (isNew && !unsaved.touched)) return;
  pane.look(now);
  checks.look(now);
}, LOOK_EVERY);

// After a save the page opens where it was: the same place, the same parts unfolded.
const PLACE = `writing:${location.pathname}`;
form.addEventListener("submit", (event) => {
  if (event.submitter?.formTarget === "_blank") return;
  const open = [...form.querySelectorAll("details[open]")].map((fold) => fold.closest("[id]").id);
  sessionStorage.setItem(PLACE, JSON.stringify({ top: window.scrollY, open }));
});

function comeBack() {
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (!kept || !document.querySelector(".messagelist .success")) return;
  const { top, open } = JSON.parse(kept);
  open.forEach((id) => document.getElementById(id)?.querySelector("details")?.setAttribute("open", ""));
  setTimeout(() => window.scrollTo(0, top), 100);
}

function goToPlace() {
  if (/^#id_/.test(location.hash)) goTo(location.hash.slice(1));
}

addEventListener("hashchange", goToPlace);
addEventListener("load", () => {
  comeBack();
  setTimeout(goToPlace, 300);
});
