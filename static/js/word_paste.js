// Text pasted from a word processor: its lists become lists, its headings ours, and its styles and comments go.
// The server does the same once more when the text is saved; this shows it at once.
import { Extension, Plugin } from "django-prose-editor/editor";

const HEADINGS = { H1: "h3", H2: "h3", H5: "h4", H6: "h4" };
const NUMBER = /^[\s\u00a0]*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)][\s\u00a0]*/i;
const WORD_BULLET = /^[\s\u00a0]*[·•▪‣◦●∙§oØüq\-–][\s\u00a0]+/;
const BULLET = /^(?:[\s\u00a0]*[·•▪‣◦●∙][\s\u00a0]*)+/;

function cutMark(paragraph, pattern) {
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim()) continue;
    const found = text.data.match(pattern);
    if (!found) return "";
    text.data = text.data.slice(found[0].length);
    return found[0];
  }
  return "";
}

function itemOf(paragraph) {
  const style = paragraph.dataset.typed ?? "";
  const level = style.match(/mso-list:\s*\w+\s+level(\d)/i);
  const isWords = Boolean(level) || paragraph.className.startsWith("MsoList");
  const marks = [...paragraph.querySelectorAll("span[data-typed]")].filter((span) => /mso-list:\s*ignore/i.test(span.dataset.typed));
  let mark = marks[0]?.textContent ?? "";
  marks.forEach((span) => span.remove());
  if (isWords && !mark) mark = cutMark(paragraph, NUMBER) || cutMark(paragraph, WORD_BULLET);
  if (!mark) mark = cutMark(paragraph, BULLET);
  if (!mark && !level) return null;
  const isNumber = NUMBER.test(mark) && !WORD_BULLET.test(`${mark} `);
  return { level: level ? Number(level[1]) : 1, tag: isNumber ? "ol" : "ul", paragraph };
}

function listOf(items) {
  const [first] = items;
  const list = document.createElement(first.tag);
  while (items.length && items[0].level >= first.level && (items[0].level > first.level || items[0].tag === first.tag)) {
    if (items[0].level > first.level) {
      (list.lastElementChild ?? list.appendChild(document.createElement("li"))).append(listOf(items));
    } else {
      const item = list.appendChild(document.createElement("li"));
      item.append(items.shift().paragraph);
    }
  }
  return list;
}

function gather(container) {
  let items = [];
  const close = (before) => {
    while (items.length) before.before(listOf(items));
  };
  const end = container.appendChild(document.createComment(""));
  for (const child of [...container.childNodes]) {
    if (child.nodeType === Node.TEXT_NODE && !child.data.trim()) continue;
    const item = child.nodeName === "P" ? itemOf(child) : null;
    if (item) {
      items.push(item);
      continue;
    }
    // The paragraphs move into the list, which stands where this next thing begins.
    close(child);
    if (["DIV", "SECTION", "ARTICLE", "MAIN", "TD"].includes(child.nodeName)) gather(child);
  }
  end.remove();
}

// Styles are read here and applied nowhere; what would run is gone before anything is parsed. The page's policy refuses both.
function inert(html) {
  const words = html.replace(/<(style|script|xml)\b[\s\S]*?<\/\1\s*>/gi, "").replace(/<(?:img|link|meta|iframe|object|embed)\b[^>]*>/gi, "");
  return words.replace(/<[a-z][^>]*>/gi, (tag) =>
    tag.replace(/(\s)on\w+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, "$1").replace(/(\s)style\s*=/gi, "$1data-typed="),
  );
}

export function withoutWord(html) {
  const page = new DOMParser().parseFromString(inert(html), "text/html");
  const comments = document.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const gone = [...page.querySelectorAll("style, script, title, xml")];
  while (comments.nextNode()) gone.push(comments.currentNode);
  gone.forEach((node) => node.remove());
  gather(page.body);
  for (const cell of page.querySelectorAll("td")) gather(cell);
  for (const heading of page.querySelectorAll("h1, h2, h5, h6")) {
    const ours = document.createElement(HEADINGS[heading.nodeName]);
    ours.append(...heading.childNodes);
    heading.replaceWith(ours);
  }
  for (const block of page.querySelectorAll("p, h3, h4")) {
    if (!block.textContent.replace(/\u00a0/g, " ").trim() && !block.querySelector("img, br")) block.remove();
  }
  for (const element of page.querySelectorAll("[data-typed], [class], [lang]")) {
    for (const name of ["data-typed", "class", "lang"]) element.removeAttribute(name);
  }
  return page.body.innerHTML.replace(/&nbsp;|\u00a0/g, " ");
}

export const WordPaste = Extension.create({
  name: "wordPaste",

  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPastedHTML: withoutWord } })];
  },
});
