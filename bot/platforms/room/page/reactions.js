// @ts-check
/** The chips under a message, and the small choice of emoji to add one. */

import { byId, el, icon } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Reaction} Reaction */

const CHOICE = ["👍", "❤️", "🙋", "🎉", "🤔"];
/** Room between the picker and the button or the edge of the window, in pixels. */
const GAP = 6;

/**
 * @param {Reaction[]} reactions
 * @param {(emoji: string, on: boolean) => void} react
 * @returns {HTMLElement[]}
 */
export function reactionChips(reactions, react) {
  return reactions.map((reaction) =>
    el(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(reaction.mine),
        "aria-label": chipName(reaction),
        "data-key": `react ${reaction.emoji}`,
        click: () => react(reaction.emoji, !reaction.mine),
      },
      el("span", { class: "chip-emoji" }, reaction.emoji),
      reaction.label ? el("span", { class: "chip-label" }, reaction.label) : null,
      " ",
      el("span", { class: "chip-count" }, String(reaction.count)),
    ),
  );
}

/** @param {Reaction} reaction */
function chipName({ emoji, label, count }) {
  return label ? t("reaction.labelled", { label, count }) : t("reaction.plain", { emoji, count });
}

/**
 * @param {(emoji: string) => void} pick
 * @returns {HTMLButtonElement}
 */
export function addReactionButton(pick) {
  const button = el(
    "button",
    { type: "button", class: "icon-button add-reaction", "aria-label": t("reaction.add"), "data-key": "add" },
    icon("react"),
  );
  button.addEventListener("click", () => openPicker(button, pick));
  return button;
}

/**
 * One picker serves all messages. As a popover it closes by itself on Escape or a click elsewhere, and gives the
 * focus back.
 * @param {HTMLElement} button
 * @param {(emoji: string) => void} pick
 */
function openPicker(button, pick) {
  const picker = byId("picker", HTMLDivElement);
  const choose = (/** @type {string} */ emoji) => {
    picker.hidePopover();
    pick(emoji);
  };
  picker.replaceChildren(
    ...CHOICE.map((emoji) =>
      el("button", { type: "button", "aria-label": t("reaction.with", { emoji }), click: () => choose(emoji) }, emoji),
    ),
  );
  picker.showPopover();
  placeBeside(picker, button.getBoundingClientRect());
  /** @type {HTMLElement} */ (picker.firstElementChild).focus();
}

/**
 * @param {HTMLElement} picker
 * @param {DOMRect} anchor
 */
function placeBeside(picker, anchor) {
  const { width, height } = picker.getBoundingClientRect();
  const left = Math.min(Math.max(GAP, anchor.right - width), innerWidth - width - GAP);
  const above = anchor.top - height - GAP;
  picker.style.setProperty("left", `${left}px`);
  picker.style.setProperty("top", `${above < GAP ? anchor.bottom + GAP : above}px`);
}

/**
 * The message as it will be once the server agrees, so a tap shows at once.
 * @param {Message} message
 * @param {string} emoji
 * @param {boolean} on
 * @returns {Message}
 */
export function withReaction(message, emoji, on) {
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  if (!known) {
    if (!on) return message;
    return { ...message, reactions: [...message.reactions, { emoji, label: null, count: 1, mine: true }] };
  }
  if (known.mine === on) return message;
  const next = { ...known, mine: on, count: known.count + (on ? 1 : -1) };
  const reactions = message.reactions
    .map((reaction) => (reaction === known ? next : reaction))
    .filter((reaction) => reaction.count > 0 || reaction.label !== null);
  return { ...message, reactions };
}
