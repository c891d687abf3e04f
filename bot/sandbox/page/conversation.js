// The list of messages: keeps the order, separates the days, follows the newest.

import { renderMessage, separator } from "./message.js";

const NEAR = 120;

export class Conversation {
  constructor({ log, scroll, latest }) {
    Object.assign(this, { log, scroll, latest });
    scroll.addEventListener("scroll", () => (latest.hidden = this.isAtEnd()));
    latest.addEventListener("click", () => this.follow());
    // A photo grows after it was put in.
    log.addEventListener("load", () => this.wasAtEnd && this.follow("instant"), true);
  }

  /** Shows a chat anew; nothing of it is read out. */
  show(messages, context) {
    this.context = context;
    this.messages = new Map();
    this.log.replaceChildren();
    this.log.ariaLive = "off";
    messages.forEach((message) => this.put(message));
    this.follow("instant");
    setTimeout(() => (this.log.ariaLive = "polite"), 500);
  }

  put(message) {
    const stay = !this.isAtEnd() && message.from?.id !== this.context.me;
    const element = renderMessage(message, this.context);
    const old = this.find(message.message_id);
    this.messages.set(message.message_id, message);
    if (old) old.replaceWith(element);
    else this.append(element, message);
    if (!stay) this.follow();
    else this.latest.hidden = false;
  }

  append(element, message) {
    const mark = separator(message.date);
    const days = this.log.querySelectorAll(".day");
    if (days[days.length - 1]?.dataset.day !== mark.dataset.day) this.log.append(mark);
    this.log.append(element);
  }

  remove(id) {
    this.messages.delete(id);
    const element = this.find(id);
    const before = element?.previousElementSibling;
    const after = element?.nextElementSibling;
    element?.remove();
    if (before?.matches(".day") && (!after || after.matches(".day"))) before.remove();
  }

  find(id) {
    return this.log.querySelector(`[data-message-id="${id}"]`);
  }

  /** The newest message for which `test` holds. */
  last(test) {
    return [...this.messages.values()].filter(test).at(-1);
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  follow(behavior = "smooth") {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.wasAtEnd = true;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: calm ? "instant" : behavior });
  }
}
