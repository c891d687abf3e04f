// The control interface, as the page uses it.

async function request(method, path, body) {
  const options = { method };
  if (body instanceof FormData) options.body = body;
  else if (body) {
    options.body = JSON.stringify(body);
    options.headers = { "content-type": "application/json" };
  }
  const response = await fetch(`/sandbox/${path}`, options);
  const answer = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export const listPeople = () => request("GET", "people");
export const look = (person) => request("GET", `people/${person}`);
export const say = (person, chat, text) =>
  request("POST", `people/${person}/messages`, { text, chat_id: chat });
export const start = (person, parameter = "") =>
  request("POST", `people/${person}/messages`, { start: parameter });
export const edit = (person, chat, message, text) =>
  request("PATCH", `people/${person}/messages/${message}`, { text, chat_id: chat });
export const press = (person, chat, message, data) =>
  request("POST", `people/${person}/presses`, { message_id: message, data, chat_id: chat });
export const block = (person, blocked) => request("POST", `people/${person}/block`, { blocked });

export function upload(person, chat, file, caption) {
  const form = new FormData();
  form.append("file", file);
  form.append("caption", caption);
  form.append("chat_id", chat);
  return request("POST", `people/${person}/files`, form);
}

/** Calls `heard` with every event, and `connected` with true or false; the browser reconnects by itself. */
export function listen(heard, connected) {
  const source = new EventSource("/sandbox/events");
  source.onmessage = (message) => heard(JSON.parse(message.data));
  source.onopen = () => connected(true);
  source.onerror = () => connected(false);
}
