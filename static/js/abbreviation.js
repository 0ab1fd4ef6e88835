// An abbreviation with its meaning, for the rich text editor: select it, press the button or Ctrl+Alt+A, say what it means.
import { gettext, Mark, mergeAttributes, updateAttrsDialog } from "django-prose-editor/editor";

const askMeaning = updateAttrsDialog(
  {
    title: {
      type: "string",
      title: gettext("Meaning"),
      description: gettext("In full or in plain words, for example “pain and swelling drugs”. Leave it empty to take the mark away."),
    },
  },
  { title: gettext("What the abbreviation means"), submitText: gettext("Keep") },
);

export const Abbreviation = Mark.create({
  name: "abbreviation",
  inclusive: false,

  addAttributes() {
    return { title: { default: null } };
  },

  parseHTML() {
    return [{ tag: "abbr[title]" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["abbr", mergeAttributes(HTMLAttributes), 0];
  },

  addCommands() {
    return {
      explainAbbreviation:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive(this.name)) return false;
          askMeaning(editor, { title: editor.getAttributes(this.name).title || "" }).then((attrs) => {
            const chain = editor.chain().focus();
            if (!attrs) return chain.run();
            chain.extendMarkRange(this.name);
            const title = attrs.title.trim();
            return (title ? chain.setMark(this.name, { title }) : chain.unsetMark(this.name)).run();
          });
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-a": ({ editor }) => editor.commands.explainAbbreviation() };
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "abbreviation",
      groups: "link",
      button: buttons.material("short_text", gettext("abbreviation and its meaning")),
      command: (editor) => editor.commands.explainAbbreviation(),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("abbreviation"),
      active: (editor) => editor.isActive("abbreviation"),
    });
  },
});
