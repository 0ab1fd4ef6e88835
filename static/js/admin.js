// Names that libraries leave out, for people who hear the staff site instead of seeing it.

function nameEditor(box) {
  const textarea = box.closest(".prose-editor")?.querySelector("textarea");
  const label = textarea?.id && document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
  if (!label) return;
  label.id ||= `${textarea.id}_label`;
  box.setAttribute("role", "textbox");
  box.setAttribute("aria-multiline", "true");
  box.setAttribute("aria-labelledby", label.id);
  const described = textarea.getAttribute("aria-describedby");
  if (described) box.setAttribute("aria-describedby", described);
}

function nameEditors() {
  // The menu's list of styles has the class, too; only what can be typed in is a text box.
  document.querySelectorAll('.ProseMirror[contenteditable="true"]:not([aria-labelledby])').forEach(nameEditor);
}

function gettextOr(text) {
  return typeof window.gettext === "function" ? window.gettext(text) : text;
}

function nameChooser(chooser) {
  const label = document.querySelector(`label[for="${CSS.escape(chooser.closest(".select2").previousElementSibling.id)}"]`);
  if (!label) return;
  label.id ||= `${label.htmlFor}_label`;
  chooser.setAttribute("aria-labelledby", `${label.id} ${chooser.getAttribute("aria-labelledby")}`);
  chooser.querySelector(".select2-selection__rendered[role]")?.setAttribute("aria-labelledby", label.id);
}

// A date with its time: one label for two boxes, and before each at most a word that is no label.
function nameMoment(box) {
  const label = box.closest("fieldset:not(.module), .flex-container, .form-row, td")?.querySelector("legend, label")?.textContent ?? "";
  const own = box.previousSibling?.textContent?.trim() || gettextOr(box.type === "time" ? "Time" : "Date");
  box.setAttribute("aria-label", `${label} ${own}`.replace(/\s+/g, " ").trim());
}

function mend() {
  nameEditors();
  document.querySelectorAll(".select2-search__field:not([aria-label])").forEach((field) => field.setAttribute("aria-label", gettextOr("Search")));
  document.querySelectorAll('.select2-selection[aria-labelledby^="select2-"]').forEach(nameChooser);
  document.querySelectorAll(".datetime input:not([aria-label]), .step-form fieldset input:not([aria-label])").forEach(nameMoment);
  // A picture with a name, drawn as a background.
  document.querySelectorAll(".help-tooltip[aria-label]:not([role])").forEach((icon) => icon.setAttribute("role", "img"));
}

document.addEventListener("DOMContentLoaded", mend);
new MutationObserver(mend).observe(document.documentElement, { childList: true, subtree: true });
