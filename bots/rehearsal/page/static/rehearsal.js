// The page of the rehearsal. The server draws; this script sends what people do and swaps in what changed.

const panes = () => [...document.querySelectorAll(".pane")];
const seenKey = (user, place) => `seen ${user} ${place}`;

// ---- What people do

async function act(pane, gesture, body) {
  const reply = await fetch(`/as/${pane.dataset.user}/${gesture}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await reply.json();
  await refresh();
  if (!reply.ok) throw new Error(answer.error);
  return answer;
}

async function send(form) {
  const pane = form.closest(".pane");
  const box = form.querySelector("textarea");
  const trouble = form.querySelector(".error");
  const text = box.value.trim();
  trouble.textContent = "";
  if (!text) return;
  const { channel, thread } = form.dataset;
  if (text.startsWith("/") && thread) {
    trouble.textContent = "Commands do not work in threads. Mention @tracker instead.";
    return;
  }
  box.value = "";
  box.disabled = true;
  try {
    if (text.startsWith("/")) await act(pane, "slash", { channel, line: text });
    else await act(pane, "say", { channel, text, thread_ts: thread || null });
  } catch (error) {
    box.value = text;
    trouble.textContent = `Not sent: ${error.message}`;
  }
  box.disabled = false;
  box.focus();
}

function chosen(control) {
  if (control.dataset.kind === "checkboxes") {
    return [...control.querySelectorAll("input:checked")].map((box) => box.value);
  }
  if (control.dataset.kind === "radio_buttons") {
    return control.querySelector("input:checked")?.value ?? null;
  }
  return control.value === "" ? null : control.value ?? null;
}

async function use(control) {
  const pane = control.closest(".pane");
  if (control.dataset.confirm) {
    const [title, text] = JSON.parse(control.dataset.confirm);
    if (!window.confirm(`${title}\n\n${text}`)) return;
  }
  if (control.getAttribute("aria-disabled") === "true") return;
  control.setAttribute("aria-disabled", "true");
  const what = { action_id: control.dataset.action, block_id: control.dataset.block, value: chosen(control) };
  const view = control.closest("[data-view]");
  const message = control.closest(".message");
  const where = view ? { view_id: view.dataset.view } : { channel: message.dataset.channel, ts: message.dataset.ts };
  try {
    await act(pane, "use", { ...where, ...what });
  } catch (error) {
    window.alert(`That did not work: ${error.message}`);
  } finally {
    control.removeAttribute("aria-disabled");
  }
}

async function submit(form) {
  const values = {};
  for (const control of form.querySelectorAll("[data-action]")) {
    if (control.matches("button, a")) continue;
    (values[control.dataset.block] ??= {})[control.dataset.action] = chosen(control);
  }
  const button = form.querySelector('[type="submit"]');
  button?.setAttribute("aria-disabled", "true");
  try {
    await act(form.closest(".pane"), "submit", { view_id: form.dataset.view, values });
  } finally {
    button?.removeAttribute("aria-disabled");
  }
}

let typing = null;

function suggest(box) {
  const view = box.closest("[data-view]").dataset.view;
  const value = box.value;
  if (value.length < Number(box.dataset.least)) return;
  clearTimeout(typing);
  typing = setTimeout(() => {
    act(box.closest(".pane"), "suggest", { view_id: view, action_id: box.dataset.suggests, value });
  }, 200);
}

async function shortcut(button, body) {
  button.closest("details").open = false;
  try {
    await act(button.closest(".pane"), "shortcut", body);
  } catch (error) {
    window.alert(`That did not work: ${error.message}`);
  }
}

// ---- Where people go

function go(changes) {
  const addresses = panes().map((pane) => pane.dataset.pane);
  changes(addresses);
  const query = new URLSearchParams(addresses.map((address) => ["pane", address]));
  history.pushState(null, "", `/?${query}`);
  return show();
}

async function show() {
  const wanted = new URLSearchParams(location.search).getAll("pane");
  if (wanted.length !== panes().length) return location.reload();
  await Promise.all(panes().map((pane, number) => redraw(pane, wanted[number])));
}

async function redraw(pane, address) {
  const fresh = await fetched(pane, address);
  const user = pane.dataset.user;
  pane.replaceWith(fresh);
  settle(fresh);
  if (fresh.dataset.user !== user) fresh.querySelector("[data-who]").focus();
  else if (fresh.querySelector(".thread")) fresh.querySelector(".thread textarea")?.focus();
  else startIn(fresh);
  document.title = panes().map((each) => each.getAttribute("aria-label")).join(" and ");
}

async function fetched(pane, address) {
  const query = new URLSearchParams({ pane: address, number: pane.dataset.number, of: panes().length });
  const reply = await fetch(`/pane?${query}`);
  const template = document.createElement("template");
  template.innerHTML = await reply.text();
  return template.content.firstElementChild;
}

// A pane that has just appeared: scroll down, tell the app which tab was opened, put the focus into a modal.
function settle(pane) {
  for (const list of pane.querySelectorAll(".scroll")) list.scrollTop = list.scrollHeight;
  const place = pane.dataset.pane.split(":")[1];
  if (place === "home") act(pane, "home", { tab: "home" });
  else if (place === pane.dataset.im) act(pane, "home", { tab: "messages" });
  hold(pane);
  mark(pane);
}

// ---- Bringing the page up to date

let running = null;
let again = false;

function refresh() {
  if (running) {
    again = true;
    return running;
  }
  running = (async () => {
    do {
      again = false;
      await Promise.all([...panes().map(update), updateMails()]);
    } while (again);
  })().finally(() => { running = null; });
  return running;
}

async function update(pane) {
  const fresh = await fetched(pane, pane.dataset.pane);
  if (!pane.isConnected || fresh.dataset.pane !== pane.dataset.pane) return;
  for (const list of pane.querySelectorAll("[data-list]")) {
    reconcile(list, fresh.querySelector(`[data-list="${list.dataset.list}"]`));
  }
  for (const part of pane.querySelectorAll("[data-part]")) {
    const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (other && other.dataset.v !== part.dataset.v) swap(part, other);
  }
  hold(pane);
  mark(pane);
}

function reconcile(list, fresh) {
  if (!fresh) return;
  const box = list.closest(".scroll");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  const old = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const empty = old.size === 0;
  let last = null;
  for (const item of [...fresh.children]) {
    let mine = old.get(item.dataset.key);
    old.delete(item.dataset.key);
    if (!mine || mine.dataset.v !== item.dataset.v) {
      if (!empty && !mine) item.classList.add("fresh");
      const focused = mine?.contains(document.activeElement) ? document.activeElement : null;
      mine?.replaceWith(item);
      if (focused) refocus(item, focused);
      mine = item;
    }
    const place = last ? last.nextSibling : list.firstChild;
    if (place !== mine) list.insertBefore(mine, place);
    last = mine;
  }
  for (const gone of old.values()) gone.remove();
  if (atEnd) box.scrollTop = box.scrollHeight;
}

function swap(part, fresh) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const sameView = part.querySelector("[data-view]")?.dataset.view === fresh.querySelector("[data-view]")?.dataset.view;
  const typed = new Map();
  if (sameView) {
    for (const box of part.querySelectorAll("input[id], textarea[id], select[id]")) typed.set(box.id, box);
  }
  part.replaceWith(fresh);
  for (const [id, box] of typed) {
    const mine = document.getElementById(id);
    if (!mine) continue;
    if (mine.matches('[type="radio"], [type="checkbox"]')) mine.checked = box.checked;
    else mine.value = box.value;
  }
  const wrong = fresh.querySelector('[aria-invalid="true"]');
  const dialog = fresh.querySelector(".modal");
  if (dialog && !sameView) startSuggesting(dialog);
  else if (dialog && !part.querySelector("[data-suggests]")) startSuggesting(dialog);
  if (wrong) (wrong.matches("input, select, textarea") ? wrong : wrong.querySelector("input"))?.focus();
  else if (focused) {
    refocus(fresh, focused);
    if (dialog && !dialog.contains(document.activeElement)) enter(dialog);
  }
}

function enter(dialog) {
  (dialog.querySelector(".modal-blocks :is(input, select, textarea, button)") ?? dialog).focus();
}

function refocus(root, before) {
  const { id, dataset } = before;
  const again =
    (id && root.querySelector(`#${CSS.escape(id)}`)) ||
    (dataset.action && root.querySelector(`[data-action="${CSS.escape(dataset.action)}"]`)) ||
    (dataset.place && root.querySelector(`[data-place="${CSS.escape(dataset.place)}"]`));
  again?.focus();
}

// While a modal is open, the rest of that person's view is out of reach.
function hold(pane) {
  const dialog = pane.querySelector(".modal");
  const main = pane.querySelector(".pane-main");
  if (dialog && !main.inert) {
    main.inert = true;
    enter(dialog);
    startSuggesting(dialog);
  } else if (!dialog && main.inert) {
    main.inert = false;
    startIn(pane);
  }
}

// A menu that offers something before anybody types is asked as soon as it is there.
function startSuggesting(dialog) {
  const box = dialog.querySelector('[data-suggests][data-least="0"]');
  if (box && !box.value && dialog.querySelectorAll(".search option").length <= 1) suggest(box);
}

function startIn(pane) {
  (pane.querySelector(".composer textarea") ?? pane.querySelector("[aria-current]"))?.focus();
}

// Conversations with messages this viewer has not looked at say so.
function mark(pane) {
  const user = pane.dataset.user;
  for (const link of pane.querySelectorAll("[data-place]")) {
    const { place, latest } = link.dataset;
    const key = seenKey(user, place);
    if (link.hasAttribute("aria-current")) localStorage.setItem(key, latest ?? "");
    link.classList.toggle("has-new", Boolean(latest) && latest > (localStorage.getItem(key) ?? ""));
  }
}

async function updateMails() {
  const part = document.querySelector('[data-part="mails"]');
  if (!part) return;
  const query = new URLSearchParams(location.search);
  query.set("open", location.pathname.split("/")[2] ?? "");
  const reply = await fetch(`/mails?${query}`);
  const template = document.createElement("template");
  template.innerHTML = await reply.text();
  const fresh = template.content.firstElementChild;
  if (fresh.dataset.v !== part.dataset.v) part.replaceWith(fresh);
}

function listen() {
  const stream = new EventSource("/live");
  let known = null;
  stream.onmessage = (event) => {
    const [version, mails] = event.data.split(" ");
    for (const count of document.querySelectorAll("[data-mails]")) count.textContent = mails;
    if (version !== known) refresh();
    known = version;
  };
}

// ---- Listening to the page

document.addEventListener("click", (event) => {
  const target = event.target.closest("a, button");
  if (!target) return;
  const pane = target.closest(".pane");
  const { go: address, suggest } = target.dataset;
  if (address && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    go((all) => { all[Number(pane.dataset.number)] = address; });
  } else if (suggest) {
    const box = pane.querySelector(".talk .composer textarea");
    box.value = suggest;
    send(box.form);
  } else if ("addPane" in target.dataset) {
    const shown = panes().map((each) => each.dataset.user);
    const next = [...pane.querySelectorAll("[data-who] option")].find((option) => !shown.includes(option.value));
    go((all) => all.push(`${next.value}:${pane.dataset.pane.split(":")[1]}`));
  } else if ("closePane" in target.dataset) {
    go((all) => all.splice(Number(pane.dataset.number), 1));
  } else if ("close" in target.dataset) {
    act(pane, "close", { view_id: target.closest("[data-view]").dataset.view });
  } else if (target.dataset.shortcut) {
    shortcut(target, { callback_id: target.dataset.shortcut });
  } else if (target.dataset.messageShortcut) {
    const { channel, ts } = target.closest(".message").dataset;
    shortcut(target, { callback_id: target.dataset.messageShortcut, channel, ts });
  } else if (target.dataset.action) {
    use(target);
  }
});

document.addEventListener("change", (event) => {
  const target = event.target;
  if ("who" in target.dataset) {
    const pane = target.closest(".pane");
    go((all) => { all[Number(pane.dataset.number)] = `${target.value}:${pane.dataset.pane.split(":")[1]}`; });
    return;
  }
  if ("submits" in target.dataset) return target.form.requestSubmit();
  const control = target.closest("[data-acts]");
  if (control && !control.matches("button, a, textarea")) use(control);
});

document.addEventListener("input", (event) => {
  if (event.target.dataset.suggests) suggest(event.target);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches(".composer")) {
    event.preventDefault();
    send(form);
  } else if (form.dataset.view) {
    event.preventDefault();
    submit(form);
  }
});

document.addEventListener("keydown", (event) => {
  const target = event.target;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && target.matches?.(".composer textarea")) {
    event.preventDefault();
    send(target.form);
  }
  const within = target.closest?.(".pane") ?? (panes().length === 1 ? document : null);
  const dialog = within?.querySelector(".modal-place.open [data-view]");
  if (event.key === "Escape" && dialog) act(dialog.closest(".pane"), "close", { view_id: dialog.dataset.view });
});

window.addEventListener("popstate", show);

panes().forEach(settle);
if (location.hash) document.querySelector(location.hash.replace(/\./g, "\\."))?.scrollIntoView({ block: "center" });
listen();
