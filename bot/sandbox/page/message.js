// One message as an element. Entities count UTF-16 units, as JavaScript strings do.

import { day, fileSize, text, time } from "./texts.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
  spoiler: "span",
  url: "a",
  text_link: "a",
  email: "a",
};

const SHORT = 40;
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** The direction of a text; without a letter it runs as the page does. */
export const direction = (body) => (/\p{L}/u.test(body) ? "auto" : "");

export const tint = (id) => `tint-${Math.abs(id) % 6}`;

/** `act` has what a message can be asked for: say(text), open(parameter), press(message, button, element). */
export function renderMessage(message, { me, isGroup, act }) {
  const element = make("li", "message");
  element.dataset.messageId = message.message_id;
  element.dataset.testid = "message";
  element.dataset.date = message.date;
  element.dataset.from = message.from?.is_bot ? "bot" : message.from?.id === me ? "me" : "other";
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) {
    element.append(make("span", "separator", text("migrated")));
    return element;
  }
  const body = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const isShort = body.length <= SHORT && !body.includes("\n") && !message.photo && !message.document;
  const bubble = make("div", `bubble ${isShort ? "short" : ""}`, ...author(message, me, isGroup), ...attachment(message, body));
  if (body) {
    const words = make("div", "words", ...renderEntities(body, entities, act));
    words.dir = direction(body);
    bubble.append(words);
  }
  bubble.append(moment(message));
  element.append(bubble, ...keyboard(message, act));
  return element;
}

function author(message, me, isGroup) {
  const mine = message.from?.id === me;
  const name = make("bdi", "", mine ? text("you") : message.from.first_name);
  return [make("span", `author ${isGroup && !mine ? tint(message.from.id) : "hidden"}`, name)];
}

function moment(message) {
  const stamp = make("time", "moment", time(new Date(message.date * 1000)));
  stamp.dateTime = new Date(message.date * 1000).toISOString();
  if (message.edit_date) stamp.prepend(make("span", "edited", text("edited")), " ");
  return stamp;
}

function attachment(message, caption) {
  if (message.photo) return [photo(message.photo.at(-1), caption)];
  if (message.document) return [file(message.document)];
  return [];
}

function photo(size, caption) {
  const image = make("img");
  Object.assign(image, { src: `/sandbox/files/${size.file_id}`, alt: caption || text("photo") });
  Object.assign(image, { width: size.width, height: size.height });
  const link = make("a", "photo", image);
  Object.assign(link, { href: image.src, target: "_blank", rel: "noopener" });
  return link;
}

function file(document) {
  const name = make("bdi", "file-name", document.file_name);
  const link = make("a", "file", icon("file"), name, make("span", "file-size", fileSize(document.file_size)));
  Object.assign(link, { href: `/sandbox/files/${document.file_id}`, download: document.file_name });
  link.dataset.testid = "document";
  return link;
}

function keyboard(message, act) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return [];
  const element = make("div", "buttons", ...rows.map((row) => buttonRow(message, row, act)));
  return [element];
}

// Telegram lays rows out left to right in every language; the bot mirrors them where it should.
function buttonRow(message, row, act) {
  const element = make("div", "row", ...row.map((button) => inlineButton(message, button, act)));
  element.dir = "ltr";
  return element;
}

function inlineButton(message, button, act) {
  const label = make("span", "", button.text);
  label.dir = "auto";
  const element = button.url ? link(button.url, act) : make("button");
  element.classList.add("inline-button");
  element.dataset.testid = "inline-button";
  element.append(label);
  if (!button.url) {
    element.type = "button";
    element.dataset.data = button.callback_data ?? "";
    element.addEventListener("click", () => act.press(message, button, element));
  }
  return element;
}

function link(url, act) {
  const element = make("a");
  element.href = /^[a-z]+:/i.test(url) ? url : `https://${url}`;
  Object.assign(element, { target: "_blank", rel: "noopener noreferrer" });
  const deep = /^(?:https?:\/\/)?t\.me\/marsad_sandbox_bot(?:\?start=([\w-]*))?$/i.exec(url);
  if (deep) {
    element.addEventListener("click", (event) => {
      event.preventDefault();
      act.open(deep[1] ?? "");
    });
  }
  return element;
}

/** Entities may nest but never cross: each takes those that lie within it. */
function renderEntities(body, entities, act, from = 0, to = body.length) {
  const nodes = [];
  let at = from;
  const queue = [...entities];
  while (queue.length) {
    const entity = queue.shift();
    const end = entity.offset + entity.length;
    if (entity.offset < at) continue;
    const inner = [];
    while (queue.length && queue[0].offset < end) inner.push(queue.shift());
    nodes.push(body.slice(at, entity.offset));
    nodes.push(renderEntity(entity, body, renderEntities(body, inner, act, entity.offset, end), act));
    // A block ends its line by itself.
    at = BLOCKS.has(entity.type) && body[end] === "\n" ? end + 1 : end;
  }
  nodes.push(body.slice(at, to));
  return nodes.filter((node) => node !== "");
}

function renderEntity(entity, body, children, act) {
  const words = body.slice(entity.offset, entity.offset + entity.length);
  const address = { url: words, text_link: entity.url, email: `mailto:${words}` }[entity.type];
  const element = address ? link(address, act) : make(TAGS[entity.type] ?? "span");
  element.append(...children);
  element.classList.add(entity.type);
  if (entity.type === "bot_command") actAsButton(element, () => act.say(words));
  if (entity.type === "spoiler") hideUntilPressed(element, text("spoiler"));
  if (entity.type === "expandable_blockquote") hideUntilPressed(element);
  if (BLOCKS.has(entity.type)) element.dir = entity.type === "pre" ? "ltr" : "auto";
  return element;
}

// A real button would be a world of its own in mixed directions; in Telegram this is a part of the line.
function actAsButton(element, action) {
  element.tabIndex = 0;
  element.role = "button";
  element.addEventListener("click", action);
  element.addEventListener("keydown", (event) => event.key === "Enter" && action());
}

function hideUntilPressed(element, label = null) {
  element.ariaLabel = label;
  actAsButton(element, () => {
    element.classList.add("revealed");
    element.role = element.ariaLabel = null;
  });
}

export function separator(date) {
  const label = make("span", "separator", day(new Date(date * 1000)));
  const element = make("li", "day", label);
  element.dataset.day = new Date(date * 1000).toDateString();
  return element;
}
