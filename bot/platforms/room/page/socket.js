// @ts-check
/** The one connection to the server: frames out, frames in, and coming back by itself when it is lost. */

/** @typedef {import("./types.js").Reply} Reply */
/** @typedef {import("./types.js").ServerFrame} ServerFrame */

const FIRST_WAIT = 300;
const LONGEST_WAIT = 5000;
/** After this long without an answer the line is taken for dead, even if the browser has not noticed. */
const ANSWER_WITHIN = 10_000;
const REPLIES = new Set(["done", "refused", "completions", "history", "actions"]);

/**
 * @typedef {object} Handlers
 * @property {() => void} opened  the connection stands: introduce yourself
 * @property {(frame: ServerFrame) => void} received  everything that is not the answer to a request
 * @property {() => void} lost
 */

/** @returns {string} an id that no other window makes */
export function newRef() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Socket {
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {Map<string, {resolve: (reply: Reply) => void, timer: number}>} requests without an answer yet */
  #waiting = new Map();
  #failures = 0;
  #retry = 0;

  /**
   * @param {string} url
   * @param {Handlers} handlers
   */
  constructor(url, handlers) {
    this.url = url;
    this.handlers = handlers;
    addEventListener("online", () => this.#reconnectNow());
  }

  connect() {
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      if (socket === this.#socket) this.handlers.opened();
    });
    socket.addEventListener("message", (event) => {
      if (socket === this.#socket) this.#receive(JSON.parse(event.data));
    });
    socket.addEventListener("close", () => {
      if (socket === this.#socket) this.#lose();
    });
  }

  /**
   * Sends a frame that gets no answer of its own.
   * @param {object} frame
   */
  send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /**
   * Sends a frame and waits for its answer. Never throws: a lost connection is the answer `lost`.
   * @param {Record<string, unknown>} frame
   * @param {string} [ref] the same as before when this repeats a request whose answer was lost
   * @returns {Promise<Reply>}
   */
  request(frame, ref = newRef()) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return Promise.resolve({ type: "lost" });
    this.#socket.send(JSON.stringify({ ...frame, ref }));
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#lose(), ANSWER_WITHIN);
      this.#waiting.set(ref, { resolve, timer });
    });
  }

  /** @param {any} frame */
  #receive(frame) {
    this.#failures = 0;
    if (!REPLIES.has(frame.type)) {
      this.handlers.received(frame);
      return;
    }
    const waiting = this.#waiting.get(frame.ref);
    if (!waiting) return;
    this.#waiting.delete(frame.ref);
    clearTimeout(waiting.timer);
    waiting.resolve(frame);
  }

  #lose() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    for (const { resolve, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      resolve({ type: "lost" });
    }
    this.#waiting.clear();
    this.handlers.lost();
    this.#retry = setTimeout(() => this.connect(), this.#nextWait());
  }

  /** Doubles each time, and differs per window so that not all come back in the same instant. */
  #nextWait() {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    this.#failures += 1;
    return wait * (0.7 + 0.3 * Math.random());
  }

  #reconnectNow() {
    if (this.#socket) return;
    clearTimeout(this.#retry);
    this.connect();
  }
}
