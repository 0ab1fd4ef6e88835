// What is asked of the server while somebody types. `known` is what the answers that stand there were asked for.

const PAUSE = 60; // Milliseconds without a key before the server is asked.

export class Asking {
  #form;
  #load;
  #timer = 0;
  #current = null;

  // `load(words, signal)` shows the answers to these words, unless the signal is aborted, and says whether it did.
  constructor(form, load) {
    this.#form = form;
    this.#load = load;
    this.known = this.typed();
  }

  typed() {
    return new URLSearchParams(new FormData(this.#form)).toString();
  }

  // What stands there is right for what is in the box now.
  settle() {
    this.drop();
    this.known = this.typed();
  }

  // Nothing that was asked for before comes any more.
  drop() {
    clearTimeout(this.#timer);
    this.#current?.stop.abort();
    this.#current = null;
  }

  now() {
    this.drop();
    const [words, stop] = [this.typed(), new AbortController()];
    this.#current = { words, stop, done: this.#ask(words, stop.signal) };
  }

  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), PAUSE);
  }

  // Waits until what stands there answers what is typed; false where the server does not answer, or somebody types on.
  async isAnswered() {
    clearTimeout(this.#timer);
    if (this.known === this.typed()) this.drop();
    else if (this.#current?.words !== this.typed()) this.now();
    await this.#current?.done;
    return this.known === this.typed();
  }

  async #ask(words, signal) {
    if (await this.#load(words, signal)) this.known = words;
  }
}
