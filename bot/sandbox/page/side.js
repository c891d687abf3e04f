// Who there is to be, and the chats of whoever one is.

import { make, tint } from "./message.js";
import { text } from "./texts.js";

const find = (id) => document.getElementById(id);

let inView = null;

/** `state` has people, me, seen, chatId, and unread counts by "person/chat". */
export function renderPeople(state, become) {
  const focused = document.activeElement?.name === "person";
  find("people").replaceChildren(...state.people.map((person) => personChoice(person, state, become)));
  const chosen = find("people").querySelector(":checked");
  if (focused) chosen.focus();
  if (chosen && state.me !== inView) chosen.closest("label").scrollIntoView({ block: "nearest", inline: "nearest" });
  inView = state.me;
}

export function renderChats(state, enter) {
  find("chats").replaceChildren(...state.seen.chats.map((chat) => chatChoice(chat, state, enter)));
}

function personChoice(person, state, become) {
  const radio = make("input");
  Object.assign(radio, { type: "radio", name: "person", value: person.id, checked: person.id === state.me });
  radio.addEventListener("change", () => become(person.id));
  const role = make("small", "", text(person.is_curator ? "curator" : "reader"));
  const name = make("span", "person-name", make("bdi", "", person.first_name), role);
  const initial = make("span", `avatar ${tint(person.id)}`, [...person.first_name][0]);
  initial.ariaHidden = "true";
  const choice = make("label", "person", radio, initial, name, badge(unreadOf(person.id, state.unread)));
  choice.title = person.first_name;
  Object.assign(choice.dataset, { testid: "person", personId: person.id });
  return choice;
}

function unreadOf(person, unread) {
  const counts = [...unread].filter(([key]) => key.startsWith(`${person}/`));
  return counts.reduce((sum, [, count]) => sum + count, 0);
}

function badge(count) {
  const element = make("span", "badge", String(count), make("span", "hidden", ` ${text("unread")}`));
  element.hidden = !count;
  return element;
}

function chatChoice({ id, title }, state, enter) {
  const name = make("span", "", make("bdi", "", title ?? state.seen.bot.name));
  const button = make("button", "chat-choice", name, badge(state.unread.get(`${state.me}/${id}`) ?? 0));
  button.type = "button";
  button.ariaCurrent = String(id === state.chatId);
  Object.assign(button.dataset, { testid: "chat", chatId: id });
  button.addEventListener("click", () => enter(id));
  return make("li", "", button);
}
