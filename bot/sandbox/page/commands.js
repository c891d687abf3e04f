// The menu of commands: opened by its button or by a leading slash, moved through with the arrow keys.

import { make } from "./message.js";
import { text } from "./texts.js";

export class CommandMenu {
  constructor({ list, button, field, choose }) {
    Object.assign(this, { list, button, field, choose });
    this.commands = [];
    this.active = -1;
    button.addEventListener("click", () => this.toggle());
    field.addEventListener("input", () => this.followField());
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open(this.commands);
    this.field.focus();
  }

  followField() {
    const typed = /^\/(\w*)$/.exec(this.field.value);
    const matching = typed ? this.commands.filter(({ command }) => command.startsWith(typed[1])) : [];
    if (matching.length) this.open(matching);
    else this.close();
  }

  open(commands) {
    this.list.replaceChildren(...commands.map((command, index) => this.option(command, index)));
    if (!commands.length) this.list.append(this.emptyOption());
    this.list.hidden = false;
    this.button.ariaExpanded = "true";
    this.activate(commands.length ? 0 : -1);
  }

  close() {
    this.list.hidden = true;
    this.button.ariaExpanded = "false";
    this.field.removeAttribute("aria-activedescendant");
  }

  option({ command, description }, index) {
    const element = make("li", "", make("b", "", `/${command}`), make("span", "", description));
    element.firstChild.dir = "ltr";
    element.lastChild.dir = "auto";
    Object.assign(element, { id: `command-${index}`, role: "option" });
    Object.assign(element.dataset, { command, testid: "command" });
    element.addEventListener("mousedown", (event) => event.preventDefault());
    element.addEventListener("click", () => this.pick(element));
    return element;
  }

  emptyOption() {
    const element = make("li", "none", text("noCommands"));
    Object.assign(element, { role: "option", ariaDisabled: "true" });
    return element;
  }

  get options() {
    return [...this.list.querySelectorAll("[data-command]")];
  }

  activate(index) {
    const { options } = this;
    this.active = options.length ? (index + options.length) % options.length : -1;
    options.forEach((option, place) => (option.ariaSelected = String(place === this.active)));
    const option = options[this.active];
    if (!option) return;
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  pick(option) {
    this.close();
    this.choose(`/${option.dataset.command}`);
  }

  /** True when the key was for the menu. */
  handleKey(event) {
    if (!this.isOpen) return false;
    const option = this.options[this.active];
    if (event.key === "ArrowDown") this.activate(this.active + 1);
    else if (event.key === "ArrowUp") this.activate(this.active - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && option) this.pick(option);
    else if (event.key === "Tab" && option) {
      this.field.value = `/${option.dataset.command} `;
      this.close();
    } else return false;
    event.preventDefault();
    return true;
  }
}
