// @ts-check
/**
 * The panel with one talk: beside the channel where there is room, else over it. The address says which one is open,
 * so that it is there again after a reload and the browser's way back closes it.
 */

import { channelAddress } from "./address.js";
import { Composer } from "./composer.js";
import { byId, el, icon, isTouch } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./timeline.js").Timeline} Timeline */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Thread} Thread */

/** Less than this and the talk stands over the channel; thread.css says the same. */
const BESIDE = matchMedia("(min-width: 72rem)");

/**
 * @typedef {object} ThreadActions
 * @property {(thread: Thread) => Promise<Page | null>} latest  the latest messages; null when that did not work
 * @property {(id: string, name: string, page: Page) => Timeline} timeline
 * @property {(id: string) => number | null} firstNew  the `seq` from which on nothing is seen
 * @property {() => void} shown
 * @property {(thread: Thread) => string} channelName
 * @property {(thread: Thread) => void} toMessage  go to the message it is about
 * @property {(thread: Thread, byPerson: boolean) => void} left
 */

export class ThreadPanel {
  /** @type {Map<string, Timeline>} those that were opened */
  timelines = new Map();
  /** @type {Thread | null} */
  #open = null;
  /** Whether the page before this one in the browser's history is the channel. */
  #fromChannel = false;

  /**
   * @param {import("./typed.js").Typed} typed
   * @param {import("./composer.js").ComposerActions} say
   * @param {ThreadActions} actions
   */
  constructor(typed, say, actions) {
    this.actions = actions;
    this.panel = byId("thread", HTMLElement);
    this.room = byId("room", HTMLElement);
    this.title = byId("thread-title", HTMLHeadingElement);
    this.where = byId("thread-where", HTMLParagraphElement);
    this.place = byId("thread-timelines", HTMLDivElement);
    this.waiting = el("p", { class: "thread-waiting", role: "status" });
    this.closeButton = byId("thread-close", HTMLButtonElement);
    this.composer = new Composer("thread-", typed, say);
    // The style sheet shows the one that fits: back to what lies under it, or away with what stands beside it.
    this.closeButton.append(icon("back"), icon("close"));
    this.closeButton.addEventListener("click", () => this.leave());
    document.addEventListener("keydown", (event) => this.#key(event));
    BESIDE.addEventListener("change", () => this.#shutOff());
  }

  /** The open one's id; empty for none. */
  get current() {
    return this.#open?.id ?? "";
  }

  /** Whether the channel cannot be seen now. */
  get covers() {
    return this.#open !== null && !BESIDE.matches;
  }

  /**
   * @param {Thread} thread
   * @param {boolean} byPerson
   */
  show(thread, byPerson) {
    const other = thread.id !== this.current;
    if (other) {
      this.timelines.get(this.current)?.hide();
      this.#fromChannel = byPerson && this.#open === null;
    }
    this.#open = thread;
    this.#draw(thread);
    this.composer.show({ id: thread.id, name: nameOf(thread), topic: "", direct: true });
    if (other) void this.#load(thread);
    if (!byPerson) return;
    if (isTouch()) this.closeButton.focus();
    else this.composer.focus();
  }

  /** @param {Thread} thread  has another title or message now */
  update(thread) {
    if (thread.id !== this.current) return;
    this.#open = thread;
    this.#draw(thread);
  }

  /** Goes back to the channel, by the address. */
  leave() {
    const thread = this.#open;
    if (!thread) return;
    if (this.#fromChannel) history.back();
    else location.hash = channelAddress(thread.channel);
  }

  /** @param {boolean} byPerson */
  hide(byPerson) {
    const thread = this.#open;
    if (!thread) return;
    this.timelines.get(thread.id)?.hide();
    this.#open = null;
    this.panel.hidden = true;
    this.#shutOff();
    this.actions.left(thread, byPerson);
  }

  /** The line was broken: what is open is fetched anew, the others when they are opened. */
  renew() {
    for (const [id, timeline] of this.timelines) {
      if (id === this.current) continue;
      timeline.element.remove();
      this.timelines.delete(id);
    }
    if (this.#open) void this.#load(this.#open);
  }

  /** Another person sits down. */
  forget() {
    this.timelines.clear();
    this.place.replaceChildren(this.waiting);
    this.composer.forget();
    this.hide(false);
  }

  /** @param {Thread} thread */
  #draw(thread) {
    this.panel.hidden = false;
    this.where.textContent = t("thread.where", { channel: this.actions.channelName(thread) });
    const link = el("a", { href: channelAddress(thread.channel) }, thread.title);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.actions.toMessage(thread);
    });
    this.title.replaceChildren(link);
    this.#shutOff();
  }

  /** @param {Thread} thread */
  async #load(thread) {
    const known = this.timelines.get(thread.id);
    if (known) this.#show(thread.id, known);
    else this.waiting.textContent = t("thread.loading");
    const page = await this.actions.latest(thread);
    this.waiting.textContent = page || known ? "" : t("thread.lost");
    const held = this.timelines.get(thread.id);
    if (page && held) held.renew(nameOf(thread), page);
    else if (page) this.#add(thread, page);
  }

  /**
   * @param {Thread} thread
   * @param {Page} page
   */
  #add(thread, page) {
    const timeline = this.actions.timeline(thread.id, nameOf(thread), page);
    this.timelines.set(thread.id, timeline);
    this.place.append(timeline.element);
    if (thread.id === this.current) this.#show(thread.id, timeline);
  }

  /**
   * @param {string} id
   * @param {Timeline} timeline
   */
  #show(id, timeline) {
    timeline.entries.lineFrom(this.actions.firstNew(id));
    timeline.show();
    this.actions.shown();
  }

  /** What stands under the talk can be neither seen nor reached. The talk is what the page is about then. */
  #shutOff() {
    document.body.classList.toggle("with-thread", this.#open !== null);
    this.room.inert = this.covers;
    this.panel.role = this.covers ? "main" : "complementary";
    this.title.ariaLevel = this.covers ? "1" : null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented || !this.#open) return;
    const within = event.target instanceof Node && this.panel.contains(event.target);
    const nowhere = event.target === document.body;
    const busy = document.querySelector(":popover-open, dialog[open], .panel.open") !== null;
    if ((within || nowhere) && !busy) this.leave();
  }
}

/** @param {Thread} thread */
function nameOf({ title }) {
  return t("thread.name", { title });
}
