// The list of messages: keeps the order, separates the days, follows the newest.

import { renderMessage, separator } from "./message.js";

const NEAR = 80;

export class Conversation {
  constructor({ live, log, scroll, latest }) {
    Object.assign(this, { live, log, scroll, latest, follows: true, height: 0 });
    scroll.addEventListener("scroll", () => this.noticeScroll());
    latest.addEventListener("click", () => this.follow());
    // Messages, photos that have loaded, a growing composer: whatever moves the end, it stays in sight.
    const observer = new ResizeObserver(() => this.follows && this.follow());
    observer.observe(log);
    observer.observe(scroll);
  }

  noticeScroll() {
    const { scrollTop } = this.scroll;
    if (this.isAtEnd()) this.follows = true;
    else if (scrollTop < this.height) this.follows = false;
    this.height = scrollTop;
    this.latest.hidden = this.follows;
  }

  /** Shows a chat anew; nothing of it is read out. */
  show(messages, context) {
    this.context = context;
    this.messages = new Map();
    this.live.ariaLive = "off";
    this.keepFocus(() => {
      this.log.replaceChildren();
      messages.forEach((message) => this.put(message));
    });
    this.follow("instant");
    setTimeout(() => (this.live.ariaLive = "polite"), 500);
  }

  put(message) {
    const element = renderMessage(message, this.context);
    const old = this.find(message.message_id);
    this.messages.set(message.message_id, message);
    if (old) this.keepFocus(() => old.replaceWith(element));
    else this.append(element, message);
    if (message.from?.id === this.context.me) this.follow();
  }

  /** Does what draws messages anew; whoever was at a button of one is at the same again, or at its first. */
  keepFocus(redraw) {
    const at = this.log.contains(document.activeElement) ? document.activeElement : null;
    const id = at?.closest(".message")?.dataset.messageId;
    redraw();
    if (!id || at.isConnected) return;
    const buttons = [...(this.find(id)?.querySelectorAll(".inline-button") ?? [])];
    const same = buttons.find(({ dataset }) => dataset.data === at.dataset.data);
    (same ?? buttons[0])?.focus({ preventScroll: true });
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
    this.follows = true;
    this.latest.hidden = true;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: calm ? "instant" : behavior });
  }
}
