// A form as it would be posted now, without files: what is kept unsaved, previewed and checked.

// The two boxes of a choice of many: only the right one counts, with all that it holds, shown by its filter or not.
function chosen(box) {
  return (window.SelectBox?.cache[box.id] ?? [...box.options]).map((option) => option.value);
}

export function typed(form) {
  const data = new FormData(form);
  form.querySelectorAll('select.filtered[id$="_from"]').forEach((box) => data.delete(box.name));
  form.querySelectorAll('select.filtered[id$="_to"]').forEach((box) => {
    data.delete(box.name);
    chosen(box).forEach((value) => data.append(box.name, value));
  });
  const words = new URLSearchParams();
  for (const [name, value] of data) {
    if (typeof value === "string" && !name.includes("__prefix__")) words.append(name, value);
  }
  return words;
}

// Posts it without counting as a sign that somebody is working: the session ends as if nothing had been sent.
export function post(url, words, { keepalive = false, signal } = {}) {
  const headers = { "X-Background": "1", Accept: "application/json" };
  return fetch(url, { method: "POST", body: words, headers, keepalive, signal, redirect: "manual" });
}
