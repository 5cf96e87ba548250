// @ts-check
/** What of a channel the page does not hold: whether there is more above or below, and how to get it. */

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {{before?: number, after?: number}} Range  by `seq`; neither is the latest page */

export class Pages {
  older = false;
  newer = false;
  loading = false;
  /** Rises with every question; an answer to an older one is stale. */
  #question = 0;

  /**
   * @param {(range: Range) => Promise<Page | null>} history  null when it did not work
   * @param {() => void} changed  a question went out, or its answer came
   */
  constructor(history, changed) {
    this.history = history;
    this.changed = changed;
  }

  /** What is on its way is of no use any more. */
  forget() {
    this.#question += 1;
    this.loading = false;
  }

  /**
   * @param {Range} range
   * @returns {Promise<Page | null>} null when it did not work, or is of no use any more
   */
  async ask(range) {
    const [page] = (await this.#together(range)) ?? [];
    return page ?? null;
  }

  /**
   * @param {number} seq
   * @returns {Promise<{messages: Message[], older: boolean, newer: boolean} | null>} what is on both sides of it
   */
  async around(seq) {
    const [above, below] = (await this.#together({ before: seq + 1 }, { after: seq })) ?? [];
    if (!above || !below) return null;
    return { messages: [...above.messages, ...below.messages], older: above.more, newer: below.more };
  }

  /** @param {Range[]} ranges */
  async #together(...ranges) {
    const question = ++this.#question;
    this.loading = true;
    this.changed();
    const pages = await Promise.all(ranges.map((range) => this.history(range)));
    if (question !== this.#question) return null;
    this.loading = false;
    this.changed();
    return pages;
  }
}
