// Suggestions below the search box, by keyboard or pointer: the combobox of the ARIA Authoring Practices Guide with a list of links
// to follow. Without this file the box searches all the same.

const PAUSE = 150;
const SHORTEST = 2;

for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input[name=q]");
  const list = document.createElement("ul");
  const told = document.createElement("p");
  let timer;
  let asking;
  let chosen = -1;

  list.id = `${input.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestions);
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  form.append(list, told);

  const options = () => [...list.children];

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(place) {
    chosen = place;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options()[place].id);
  }

  function show(suggestions) {
    const kept = options()[chosen]?.dataset.path;
    list.replaceChildren(
      ...suggestions.map((suggestion, at) => {
        const option = document.createElement("li");
        const kind = document.createElement("span");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.dataset.path = suggestion.path;
        kind.textContent = suggestion.kind;
        option.append(suggestion.title, " ", kind);
        return option;
      }),
    );
    // Somebody who is quicker than the answer keeps what they chose.
    choose(suggestions.findIndex((suggestion) => suggestion.path === kept));
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = suggestions.length ? form.dataset.some.replace("%s", suggestions.length) : form.dataset.none;
  }

  async function ask() {
    asking?.abort();
    const words = input.value.trim();
    if (words.length < SHORTEST) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asking.signal });
      if (answer.ok && input.value.trim() === words) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function moved(step) {
    const count = options().length;
    choose(((chosen < 0 && step < 0 ? count : chosen) + step + count) % count);
  }

  // Whoever types on means what they type, no longer what they chose: Enter then searches.
  input.addEventListener("input", () => {
    choose(-1);
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      moved(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.path);
    }
  });

  // Before the box loses the focus, which closes the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.path);
  });
  input.addEventListener("blur", close);
}
