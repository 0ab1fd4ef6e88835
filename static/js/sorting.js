// Rows that are put in order: by two buttons each, or by dragging a handle with mouse, pen or finger.

const EDGE = 70;
const SPEED = 14;

export class Sorting {
  // `items` gives the rows in the order in which they stand; `moved` is told after each change; `say` speaks to everybody.
  constructor({ list, items, moved, say, words }) {
    Object.assign(this, { list, items, moved, say, words });
  }

  // Two buttons and a handle in `slot`, for one row.
  equip(item, slot) {
    if (slot.querySelector(".handle")) return;
    const buttons = slot.querySelectorAll("[data-move]").length ? [...slot.querySelectorAll("[data-move]")] : [this.button(-1), this.button(1)];
    buttons.forEach((button) => {
      button.type = "button";
      button.disabled = false;
      button.addEventListener("click", () => this.step(item, Number(button.dataset.move), button));
    });
    const handle = Object.assign(document.createElement("span"), { className: "handle" });
    handle.addEventListener("pointerdown", (event) => this.drag(event, item, handle));
    slot.append(handle, ...buttons);
  }

  button(by) {
    const button = Object.assign(document.createElement("button"), { className: by < 0 ? "move" : "move move--down" });
    button.dataset.move = String(by);
    button.setAttribute("aria-label", by < 0 ? this.words.up : this.words.down);
    return button;
  }

  step(item, by, button) {
    const all = this.items();
    const place = all.indexOf(item);
    const other = all[place + by];
    if (!other) {
      this.say(by < 0 ? this.words.isFirst : this.words.isLast);
      return;
    }
    const top = item.getBoundingClientRect().top;
    this.put(item, place + by);
    window.scrollBy(0, item.getBoundingClientRect().top - top);
    button.focus({ preventScroll: true });
    this.tell(item, by < 0 ? this.words.movedUp : this.words.movedDown);
  }

  // The others go around the row: it is never taken out of the page, which would take focus and pointer from it.
  put(item, to) {
    const all = this.items();
    const from = all.indexOf(item);
    if (to < from) item.after(...all.slice(to, from));
    if (to > from) item.before(...all.slice(from + 1, to + 1));
  }

  tell(item, sentence) {
    const all = this.items();
    this.moved(all);
    this.say(sentence.replace("%place", all.indexOf(item) + 1).replace("%count", all.length));
  }

  drag(event, item, handle) {
    if (event.button !== 0) return;
    event.preventDefault();
    const before = this.items();
    this.fold(item, true);
    item.classList.add("is-dragged");
    handle.setPointerCapture(event.pointerId);
    let [y, isDragged] = [event.clientY, true];
    const note = (now) => (y = now.clientY);
    // Frame by frame, so that the page also scrolls while the pointer rests at its edge.
    const follow = () => {
      if (!isDragged) return;
      this.follow(item, y);
      requestAnimationFrame(follow);
    };
    const end = () => {
      isDragged = false;
      this.follow(item, y);
      handle.removeEventListener("pointermove", note);
      item.classList.remove("is-dragged");
      this.fold(item, false);
      if (this.items().some((each, place) => each !== before[place])) this.tell(item, this.words.moved);
    };
    handle.addEventListener("pointermove", note);
    handle.addEventListener("lostpointercapture", end, { once: true });
    requestAnimationFrame(follow);
  }

  // While one row is dragged all show their headings only, and the dragged one stays under the pointer.
  fold(item, isFolded) {
    const top = item.getBoundingClientRect().top;
    this.list.classList.toggle("is-sorting", isFolded);
    window.scrollBy(0, item.getBoundingClientRect().top - top);
  }

  follow(item, y) {
    if (y < EDGE) window.scrollBy(0, -SPEED);
    if (y > window.innerHeight - EDGE * 2) window.scrollBy(0, SPEED);
    const others = this.items().filter((each) => each !== item);
    const next = others.findIndex((each) => {
      const box = each.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    this.put(item, next < 0 ? others.length : next);
  }
}
