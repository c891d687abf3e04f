// The field in which one writes, edits and attaches.

import { direction } from "./message.js";

const HIGHEST = 160;
const find = (id) => document.getElementById(id);

/** `say(text)`, `edit(id, text)` and `attach(file, caption)` give null when it was refused;
 *  `last()` is the message that ArrowUp edits; `menu.handleKey` has keys first. */
export class Composer {
  constructor(field, actions) {
    Object.assign(this, { field, edited: null }, actions);
    field.addEventListener("input", () => this.grow());
    field.addEventListener("keydown", (event) => this.handleKey(event));
    find("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    find("cancel-edit").addEventListener("click", () => this.stopEditing());
    find("file").addEventListener("change", () => this.sendFile());
  }

  handleKey(event) {
    if (event.isComposing || this.menu.handleKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" && !this.field.value) {
      event.preventDefault();
      this.editLast();
    } else if (event.key === "Escape") this.stopEditing();
  }

  write(words) {
    this.field.value = words;
    this.grow();
  }

  /** As high as its text, and turned as the text runs. */
  grow() {
    this.field.dir = direction(this.field.value);
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, HIGHEST)}px`;
  }

  async submit() {
    const words = this.field.value.trim();
    if (!words) return;
    const { edited } = this;
    this.stopEditing();
    this.write("");
    const sent = edited ? await this.edit(edited, words) : await this.say(words);
    if (!sent && !this.field.value) this.write(words);
  }

  editLast() {
    const message = this.last();
    if (!message) return;
    this.edited = message.message_id;
    find("editing").hidden = false;
    this.write(message.text);
  }

  stopEditing() {
    if (this.edited) this.write("");
    this.edited = null;
    find("editing").hidden = true;
  }

  async sendFile() {
    const [file] = find("file").files;
    find("file").value = "";
    if (!file) return;
    const caption = this.field.value.trim();
    this.write("");
    await this.attach(file, caption);
  }
}
