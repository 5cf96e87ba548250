// @ts-check
/**
 * What a person has not seen yet. Of each channel only the number of the last message they saw is kept, in this
 * browser, so that it is still known tomorrow and in every window of theirs.
 */

/** @typedef {import("./types.js").Message} Message */

const KEY = "room.seen.";

export class Unread {
  #person = "";
  /** @type {Record<string, number>} the last `seq` seen, by channel */
  #seen = {};
  /** @type {Map<string, Map<string, number>>} `seq` by message, by channel */
  #waiting = new Map();
  /** @type {Map<string, number>} the last `seq` there is, by channel */
  #last = new Map();
  /** Whether this person was never here before, in this browser. */
  #newcomer = true;

  /** @param {() => void} changed  there is more or less to see */
  constructor(changed) {
    this.changed = changed;
    addEventListener("storage", (event) => {
      if (event.key === KEY + this.#person) this.#seenElsewhere();
    });
  }

  /** @param {string} person */
  sit(person) {
    this.#person = person;
    this.#seen = this.#stored();
    this.#newcomer = Object.keys(this.#seen).length === 0;
    this.#waiting.clear();
    this.#last.clear();
  }

  /**
   * Begins with the latest messages of a channel. Who never was there has nothing to catch up with.
   * @param {string} channel
   * @param {Message[]} messages
   */
  begin(channel, messages) {
    const last = messages.at(-1)?.seq ?? 0;
    const seen = Math.min(this.#seen[channel] ?? last, last);
    this.#last.set(channel, last);
    const others = messages.filter(({ seq, author }) => seq > seen && author.id !== this.#person);
    this.#waiting.set(channel, new Map(others.map(({ id, seq }) => [id, seq])));
    if (this.#seen[channel] !== seen) this.#keep(channel, seen);
  }

  /**
   * Tells how far a thread is, of which the messages are not there to count.
   * @param {string} thread
   * @param {number} last
   * @param {boolean} atStart  and not while this person looks on: then a newcomer has seen all there is
   */
  beginThread(thread, last, atStart) {
    this.#last.set(thread, last);
    if (atStart && this.#newcomer && this.#seen[thread] === undefined) this.#keep(thread, last);
  }

  /** @param {string} channel  @returns {boolean} whether there is anything this person did not see */
  behind(channel) {
    return (this.#last.get(channel) ?? 0) > (this.#seen[channel] ?? 0);
  }

  /**
   * @param {Message} message
   * @param {boolean} inView
   */
  arrived({ id, channel, seq, author }, inView) {
    this.#last.set(channel, seq);
    if (inView) {
      this.see(channel);
    } else if (author.id !== this.#person) {
      this.#waiting.get(channel)?.set(id, seq);
      this.changed();
    }
  }

  /**
   * @param {string} channel
   * @param {string} message
   */
  removed(channel, message) {
    if (this.#waiting.get(channel)?.delete(message)) this.changed();
  }

  /** @param {string} channel  one that this person does not see any more */
  drop(channel) {
    this.#waiting.delete(channel);
    this.#last.delete(channel);
  }

  /** @param {string} channel  everything in it is seen */
  see(channel) {
    const last = this.#last.get(channel);
    if (last === undefined) return;
    const inThread = !this.#waiting.has(channel) && this.behind(channel);
    if (this.#seen[channel] !== last) this.#keep(channel, last);
    if (this.count(channel) === 0 && !inThread) return;
    this.#waiting.get(channel)?.clear();
    this.changed();
  }

  /** @param {string} channel */
  count(channel) {
    return this.#waiting.get(channel)?.size ?? 0;
  }

  /** @returns {number} in all channels */
  get total() {
    return [...this.#waiting.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** @param {string} channel  @returns {number | null} the `seq` from which on nothing is seen */
  first(channel) {
    const waiting = this.#waiting.get(channel);
    if (!waiting) return this.behind(channel) ? (this.#seen[channel] ?? 0) + 1 : null;
    const [first] = waiting.values();
    return first ?? null;
  }

  /**
   * @param {string} channel
   * @param {number} seq
   */
  #keep(channel, seq) {
    this.#seen = { ...this.#stored(), [channel]: seq };
    localStorage.setItem(KEY + this.#person, JSON.stringify(this.#seen));
  }

  #seenElsewhere() {
    this.#seen = this.#stored();
    for (const [channel, waiting] of this.#waiting) {
      for (const [id, seq] of waiting) {
        if (seq <= (this.#seen[channel] ?? 0)) waiting.delete(id);
      }
    }
    this.changed();
  }

  /** @returns {Record<string, number>} */
  #stored() {
    return JSON.parse(localStorage.getItem(KEY + this.#person) ?? "{}");
  }
}
