// @ts-check
/**
 * One small window beside a button serves all messages. As a popover it closes by itself on Escape or a click
 * elsewhere, and gives the focus back.
 */

import { byId } from "./dom.js";

/** Room between the popover and the button or the edge of the window, in pixels. */
const GAP = 6;

/**
 * @param {HTMLElement} button
 * @param {string} label
 * @param {HTMLElement[]} children  the first button in them gets the focus
 */
export function openPopover(button, label, children) {
  const popover = byId("popover", HTMLDivElement);
  popover.setAttribute("aria-label", label);
  popover.replaceChildren(...children);
  popover.showPopover();
  placeBeside(popover, button.getBoundingClientRect());
  popover.querySelector("button")?.focus();
}

export function closePopover() {
  byId("popover", HTMLDivElement).hidePopover();
}

/**
 * @param {HTMLElement} popover
 * @param {DOMRect} anchor
 */
function placeBeside(popover, anchor) {
  const { width, height } = popover.getBoundingClientRect();
  const left = Math.min(Math.max(GAP, anchor.right - width), innerWidth - width - GAP);
  const above = anchor.top - height - GAP;
  popover.style.setProperty("left", `${left}px`);
  popover.style.setProperty("top", `${above < GAP ? anchor.bottom + GAP : above}px`);
}
