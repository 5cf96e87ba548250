// @ts-check
/**
 * What somebody typed and did not send yet: in forms, and in the box of each channel. It is kept with this window,
 * so that it outlives a reload, and goes when it is sent, given up, or when another person sits down.
 */

/** @typedef {Record<string, string>} Values */
/** @typedef {{step: number, values: Values}} TypedStep */
/** @typedef {{channel: string, text: string, ref: string}} Saying */
/** @typedef {{person: string, forms: Record<string, TypedStep>, channels: Record<string, string>, saying: Saying | null}} Kept */

const KEY = "room.typed";

export class Typed {
  /** @type {Kept} */
  #kept = nothing("");

  /** @param {string} person  what somebody else typed is not theirs */
  sit(person) {
    const stored = sessionStorage.getItem(KEY);
    this.#kept = stored === null ? nothing(person) : JSON.parse(stored);
    if (this.#kept.person !== person) this.#kept = nothing(person);
    this.#write();
  }

  /** @param {string} draft */
  inForm(draft) {
    return this.#kept.forms[draft];
  }

  /**
   * @param {string} draft
   * @param {TypedStep} typed
   */
  keepForm(draft, typed) {
    this.#kept.forms[draft] = typed;
    this.#write();
  }

  /** @param {string} draft */
  dropForm(draft) {
    delete this.#kept.forms[draft];
    this.#write();
  }

  /** @param {Set<string>} drafts  those that can still be gone on with */
  keepFormsOf(drafts) {
    for (const draft of Object.keys(this.#kept.forms)) {
      if (!drafts.has(draft)) this.dropForm(draft);
    }
  }

  /** @param {string} channel */
  inChannel(channel) {
    return this.#kept.channels[channel] ?? "";
  }

  /**
   * @param {string} channel
   * @param {string} text
   */
  keepInChannel(channel, text) {
    if (text === "") delete this.#kept.channels[channel];
    else this.#kept.channels[channel] = text;
    this.#write();
  }

  /** What was sent and not answered yet: said again it keeps its ref, so that it is not said twice. */
  get saying() {
    return this.#kept.saying;
  }

  set saying(saying) {
    this.#kept.saying = saying;
    this.#write();
  }

  #write() {
    const { forms, channels, saying } = this.#kept;
    const anything = saying !== null || Object.keys(forms).length > 0 || Object.keys(channels).length > 0;
    if (anything) sessionStorage.setItem(KEY, JSON.stringify(this.#kept));
    else sessionStorage.removeItem(KEY);
  }
}

/** @param {string} person @returns {Kept} */
function nothing(person) {
  return { person, forms: {}, channels: {}, saying: null };
}
