// The documents that stand on this one: moved here, saved together, refused if somebody else moved them meanwhile.
import { Sorting } from "./sorting.js";

export function setUpOrder(root, { say, words }) {
  const form = root.querySelector("[data-in-order]");
  if (!form) return;
  const list = form.querySelector(".sortable");
  const save = form.querySelector(".in-order-save");
  const state = form.querySelector("[data-order-state]");
  const items = () => [...list.children];
  const moved = () => {
    save.hidden = false;
    state.textContent = "";
  };
  const sorting = new Sorting({ list, items, moved, say, words });
  items().forEach((item) => sorting.equip(item, item.querySelector(".part-moves")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
      const { done, problem, seen } = await answer.json();
      if (answer.ok) form.elements.seen.value = seen;
      save.hidden = answer.ok;
      state.textContent = done ?? problem;
    } catch {
      state.textContent = root.dataset.sayNotOrdered;
    }
  });
}
