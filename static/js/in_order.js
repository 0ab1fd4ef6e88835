// The documents that stand on this one: moved here, saved together, refused if somebody else moved them meanwhile.
// An order that was not saved yet goes with the page's own form, and nobody leaves without being asked.
import { Sorting } from "./sorting.js";

export function setUpOrder(root, { form: page, say, words }) {
  const form = root.querySelector("[data-in-order]");
  if (!form) return;
  const list = form.querySelector(".sortable");
  const save = form.querySelector(".in-order-save");
  const state = form.querySelector("[data-order-state]");
  const items = () => [...list.children];
  let isWaiting = false;
  let wasRefused = false;
  const moved = () => {
    save.hidden = false;
    isWaiting = true;
    wasRefused = false;
    state.textContent = "";
  };
  const sorting = new Sorting({ list, items, moved, say, words });
  items().forEach((item) => sorting.equip(item, item.querySelector(".part-moves")));

  async function keep() {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
      const { done, problem, seen } = await answer.json();
      if (answer.ok) form.elements.seen.value = seen;
      isWaiting = !answer.ok;
      state.textContent = done ?? problem;
    } catch {
      state.textContent = root.dataset.sayNotOrdered;
    }
    save.hidden = !isWaiting;
    wasRefused = isWaiting;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
  });

  // Save keeps the order first. Where it is refused, the sentence is shown, and the next press saves the page without it.
  let isKeeping = false;
  page.addEventListener("submit", async (event) => {
    if (event.submitter?.formTarget === "_blank") return;
    if (!isWaiting || wasRefused) {
      isWaiting = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isKeeping) return;
    isKeeping = true;
    await keep();
    isKeeping = false;
    if (isWaiting) state.scrollIntoView({ block: "center" });
    else page.requestSubmit(event.submitter);
  });
  addEventListener("beforeunload", (event) => isWaiting && event.preventDefault());
}
