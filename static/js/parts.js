// The parts of a document: put in order, named by what is typed in them, opened where somebody has to look.
import { Sorting } from "./sorting.js";

const NAMED_BY = ["heading", "what", "title", "kind"];

function field(item, name) {
  return item.querySelector(`[name$="-${name}"]:not([type="hidden"])`);
}

// What a part is called now: its heading, or the choice that stands for one.
function nameOf(item) {
  for (const control of NAMED_BY.map((name) => field(item, name))) {
    const text = control?.tagName === "SELECT" ? control.value && control.selectedOptions[0]?.text : control?.value;
    if (text?.trim()) return text.trim();
  }
  return "";
}

function rename(item) {
  const label = item.querySelector(".inline_label");
  const name = nameOf(item);
  if (label && name) label.textContent = name;
}

function slotOf(item) {
  const ready = item.querySelector(".part-moves");
  if (ready) return ready;
  const slot = Object.assign(document.createElement("span"), { className: "part-moves" });
  item.querySelector("td.field-position")?.append(slot);
  return slot;
}

function setUp(group, { say, words }) {
  const items = () => [...group.querySelectorAll(":is(.part, tr.form-row):not(.empty-form)")];
  const number = (all) => all.forEach((item, place) => (item.querySelector('[name$="-position"]').value = (place + 1) * 10));
  const sorting = new Sorting({ list: group, items, moved: number, say, words });
  const equip = (item) => {
    if (!item.querySelector('[name$="-position"]')) return;
    sorting.equip(item, slotOf(item));
    group.classList.add("is-ordered");
  };
  items().forEach(equip);
  group.addEventListener("formset:added", (event) => {
    equip(event.target);
    if (group.classList.contains("is-ordered")) number(items());
    event.target.querySelector("details")?.setAttribute("open", "");
    event.target.querySelector("select, input:not([type=hidden]), textarea")?.focus();
  });
  group.addEventListener("input", (event) => {
    const item = event.target.closest(".part");
    if (item && NAMED_BY.some((name) => event.target.name?.endsWith(`-${name}`))) rename(item);
  });
}

export function setUpParts(root, tools) {
  root.querySelectorAll(".inline-group").forEach((group) => setUp(group, tools));
}

// Shows a field, wherever it is folded away, and puts the cursor in it.
export function goTo(id) {
  const target = document.getElementById(id);
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const box = target.closest(".prose-editor")?.querySelector('[contenteditable="true"]') ?? target;
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
}
