// @ts-check
/** What the page asks of the server. What did not work is said where the person is. */

import { t } from "./texts.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Reply} Reply */

export class Requests {
  /**
   * @param {import("./socket.js").Socket} socket
   * @param {(channel: string, text: string) => void} notice  says what went wrong in a channel
   */
  constructor(socket, notice) {
    this.socket = socket;
    this.notice = notice;
  }

  /**
   * @param {string} channel
   * @param {string} text
   * @param {string} ref
   */
  say(channel, text, ref) {
    return this.socket.request({ type: "say", channel, text }, ref);
  }

  /**
   * @param {string} draft
   * @param {string} button
   * @param {Record<string, string>} values
   */
  submit(draft, button, values) {
    return this.socket.request({ type: "submit", draft, button, values });
  }

  /**
   * @param {string} channel
   * @param {string} text
   */
  async complete(channel, text) {
    const reply = await this.socket.request({ type: "complete", channel, text });
    return reply.type === "completions" ? reply.items : [];
  }

  /**
   * @param {string} channel
   * @param {import("./pages.js").Range} range
   */
  async history(channel, range) {
    const reply = await this.socket.request({ type: "history", channel, ...range });
    return reply.type === "history" ? reply : null;
  }

  /** @param {string} channel  one that this person sees */
  async actions(channel) {
    const reply = await this.socket.request({ type: "actions", channel });
    return reply.type === "actions" ? reply.items : [];
  }

  /**
   * @param {Message} message
   * @param {string} emoji
   * @param {boolean} on
   */
  async react({ id, channel }, emoji, on) {
    return this.#did(channel, await this.socket.request({ type: "react", message: id, emoji, on }), "reaction.lost");
  }

  /**
   * @param {Message} message
   * @param {string} button
   */
  async press({ draft, channel }, button) {
    this.#did(channel, await this.submit(draft ?? "", button, {}), "composer.lost");
  }

  /**
   * @param {Message} message
   * @param {number} index
   */
  async follow({ id, channel }, index) {
    this.#did(channel, await this.socket.request({ type: "follow", message: id, index }), "message.lost");
  }

  /**
   * @param {Message} message
   * @param {string} command
   */
  async act({ id, channel }, command) {
    this.#did(channel, await this.socket.request({ type: "act", message: id, command }), "message.lost");
  }

  /**
   * @param {string} channel
   * @param {Reply} reply
   * @param {string} lost  the text for when the line was broken
   */
  #did(channel, reply, lost) {
    if (reply.type === "refused") this.notice(channel, reply.text);
    if (reply.type === "lost") this.notice(channel, t(lost));
    return reply.type === "done";
  }
}
