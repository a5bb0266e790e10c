/* Tell: what a script adds to pages that work without one. No framework, nothing that the policy would have to
   allow. Listeners hang on the document, so that parts which htmx swaps in need no setting up. */
(() => {
  "use strict";
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const typing = (node) => node.closest("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable], dialog[open]");

  /* A refused form: its summary takes the focus. What only a script can do appears. */
  const arrive = (root) => {
    all("[data-needs-script]", root).forEach((node) => { node.hidden = !!node.dataset.needsScript && !(node.dataset.needsScript in window); });
    all("[data-no-script]", root).forEach((node) => { node.remove(); });
    const back = drawer((box) => { const found = box.getItem("tell.focus"); box.removeItem("tell.focus"); return found; });
    (one("[data-focus]", root) ?? (back && one(back, root)))?.focus();
    all("form[data-keeps]", root).forEach(offer);
    all("form[data-mirrored]", root).forEach(mirror);
    ready();
  };

  /* A form is sent once. Nothing is disabled, so no value is lost; coming back by the browser frees it again. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]") || form.method === "dialog") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    (event.submitter ?? one("button:not([type=button])", form))?.setAttribute("aria-busy", "true");
  });
  const free = () => all("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    all("[aria-busy]", form).forEach((button) => button.removeAttribute("aria-busy"));
  });
  addEventListener("pageshow", free);
  document.addEventListener("htmx:afterRequest", free);

  /* Files: chosen, dropped, pasted or photographed. With a draft they go at once, one after the other; elsewhere they
     wait in the control until the form is sent. */
  const box = () => one("[data-upload]"), chooser = () => one("input[type=file][multiple]");
  let line = Promise.resolve(), going = 0;
  const tell = (at, words, name = "") => { one("[role=status]", at).textContent = words.replace("{name}", name); };
  const post = (at, extra, bar) => new Promise((done) => {
    const data = new FormData(chooser().form), ask = new XMLHttpRequest();
    data.delete(chooser().name);
    data.append(...extra);
    ask.open("POST", at.dataset.upload);
    ask.setRequestHeader("HX-Request", "true");
    if (bar) ask.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
    ask.onloadend = () => done(ask);
    ask.send(data);
  });
  const shows = (at, ask, name) => {
    const list = one("[data-files-list]", at);
    if (ask.status === 200 || ask.status === 401) { list.innerHTML = ask.responseText; return ask.status === 200 && !one(".err", list); }
    list.append(Object.assign(document.createElement("p"), { className: "err", role: "alert", textContent: at.dataset.failed.replace("{name}", name) }));
    return false;
  };
  const send = (at, file) => {
    const row = document.createElement("p"), bar = Object.assign(document.createElement("progress"), { value: 0 });
    row.className = "meta row";
    row.append(bar, at.dataset.sending.replace("{name}", file.name));
    bar.setAttribute("aria-label", file.name);
    one("[data-files-list]", at).after(row);
    going += 1;
    line = line.then(async () => {
      const ask = await post(at, [chooser().name, file], bar);
      row.remove();
      going -= 1;
      tell(at, shows(at, ask, file.name) ? at.dataset.sent : "", file.name);
    });
  };
  const take = (files) => {
    const at = box(), control = chooser();
    if (at) { [...files].forEach((file) => send(at, file)); control.value = ""; return; }
    const all = new DataTransfer();
    [...control.files, ...files].forEach((file) => all.items.add(file));
    control.files = all.files;
  };
  const brings = (data) => chooser() && data && [...data.types].includes("Files");
  document.addEventListener("change", (event) => { if (box() && event.target === chooser()) take([...event.target.files]); });
  document.addEventListener("paste", (event) => {
    if (!brings(event.clipboardData) || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  const over = (on) => one(".drop")?.classList.toggle("over", on);
  document.addEventListener("dragover", (event) => { if (brings(event.dataTransfer)) { event.preventDefault(); over(true); } });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  document.addEventListener("drop", (event) => {
    if (!brings(event.dataTransfer)) return;
    event.preventDefault();
    over(false);
    take(event.dataTransfer.files);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-upload] [name=remove]");
    if (!button) return;
    event.preventDefault();
    const at = box();
    line = line.then(async () => {
      if (shows(at, await post(at, ["remove", button.value]), "")) tell(at, at.dataset.gone);
      chooser().focus();
    });
  });
  document.addEventListener("submit", (event) => {
    if (!going || event.target !== chooser()?.form) return;
    event.preventDefault();
    event.stopPropagation();
    const form = event.target, by = event.submitter;
    line.then(() => form.requestSubmit(by));
  }, true);
  const ready = () => {
    if (!box()) return;
    chooser().classList.add("sr");
    one("[data-files-button]").hidden = false;
  };

  /* Dialogs and menus. */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog) { event.preventDefault(); dialog.showModal(); }
    if (event.target.closest("[data-closes]") || event.target.matches("dialog[open]")) event.target.closest("dialog").close();
    if (event.target.closest("[data-print]")) print();
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("focusin", (event) => {
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  /* Signing in: a password can be looked at until it is sent. */
  const look = (button, open) => {
    document.getElementById(button.dataset.shows).type = open ? "text" : "password";
    button.setAttribute("aria-pressed", open);
  };
  document.addEventListener("click", (event) => {
    const eye = event.target.closest("[data-shows]");
    if (eye) look(eye, eye.getAttribute("aria-pressed") !== "true");
  });
  document.addEventListener("submit", (event) => all("[data-shows]", event.target).forEach((button) => look(button, false)));

  /* A skip or an error link leads into the field, not only to it. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".slip.bad a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (target) { event.preventDefault(); target.focus(); target.scrollIntoView({ block: "center" }); }
  });

  /* How much room is left, once it grows short. */
  document.addEventListener("input", (event) => {
    const field = event.target, said = field.dataset, most = Number(said?.most) || field.maxLength;
    if (!(most > 0) || !said.left) return;
    const left = most - [...field.value].length, hint = document.getElementById(`${field.id}_left`) ?? hintAfter(field);
    hint.textContent = left <= most / 10 ? (left < 0 ? said.over : said.left).replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(left))) : "";
    hint.className = left < 0 ? "err" : "hint";
  });
  const hintAfter = (field) => {
    const hint = Object.assign(document.createElement("p"), { className: "hint", id: `${field.id}_left` });
    hint.setAttribute("role", "status");
    field.after(hint);
    return hint;
  };

  /* Keys. A list marked data-keys is walked with j and k: the focus stands on the first link of each entry. Keys of
     one character can be switched off in the list of keys; this browser alone remembers it. */
  const browserKeeps = (box, act) => { try { return act(window[box]); } catch { return null; } };
  const singleKeys = () => browserKeeps("localStorage", (box) => box.getItem("tell.keys")) !== "off";
  const say = (words) => { const node = document.getElementById("said"); if (node) node.textContent = words; };
  const listed = () => all("[data-keys] > li").map((entry) => one("a[href], button.link", entry)).filter((link) => link?.checkVisibility());
  const walk = (step) => {
    const links = listed(), at = links.findIndex((link) => link.closest("li").contains(document.activeElement));
    if (!links.length) return;
    const current = at < 0 ? links.findIndex((link) => link.matches("[aria-current]")) : at;
    const next = Math.min(links.length - 1, Math.max(0, current + step));
    links[next].focus();
    links[next].scrollIntoView({ block: "nearest" });
    say(document.getElementById("said").dataset.at.replace("{n}", next + 1).replace("{all}", links.length));
  };
  const search = () => {
    const field = one("[data-search]"), link = one("[data-search-link]");
    if (field) { field.focus(); field.select(); } else if (link) location.assign(link.href);
  };
  const choose = (n) => {
    const here = document.activeElement.closest("fieldset:has([type=radio])") ?? one("form[data-main-form] fieldset:has([type=radio])");
    const radio = here && all("[type=radio]", here)[n - 1];
    if (radio) { radio.focus(); radio.click(); }
    return radio;
  };
  const showKeys = () => {
    const dialog = document.getElementById("keys");
    if (!dialog || dialog.open) return;
    all("[data-when]", dialog).forEach((row) => { row.hidden = !one(`main ${row.dataset.when.replaceAll(", ", ", main ")}`); });
    one("[data-single-keys]", dialog).checked = singleKeys();
    dialog.showModal();
  };
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-single-keys]")) return;
    browserKeeps("localStorage", (box) => event.target.checked ? box.removeItem("tell.keys") : box.setItem("tell.keys", "off"));
    markKeys();
  });
  const markKeys = () => document.documentElement.toggleAttribute("data-no-keys", !singleKeys());
  const press = (selector) => () => one(selector)?.click();
  const keys = {
    "/": search,
    j: () => walk(1),
    k: () => walk(-1),
    r: () => one("[data-main-form] :is(textarea, input:not([type=hidden], [type=radio]:not(:checked)), [type=radio], select)")?.focus(),
    n: press("[data-next]"),
    u: press("[data-undo]"),
    "?": showKeys,
  };
  let before = { key: "", at: 0 };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = one("details.menu[open]");
      if (menu) { menu.open = false; one("summary", menu).focus(); }
      else if (event.target.matches("textarea") && !event.target.closest("dialog")) event.target.blur();
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("form[method=post]"), button = form && (one("button.main", form) ?? one("button:not([type=button])", form));
      if (button) { event.preventDefault(); form.requestSubmit(button); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !singleKeys()) return;
    const place = before.key === "g" && event.timeStamp - before.at < 2000 && one(`[data-go="${CSS.escape(event.key)}"]`);
    before = { key: event.key, at: event.timeStamp };
    if (place) { event.preventDefault(); location.assign(place.href); return; }
    if (/^[1-9]$/.test(event.key)) { if (choose(Number(event.key))) event.preventDefault(); return; }
    const run = keys[event.key];
    if (run) { event.preventDefault(); run(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens=keys]")) { event.preventDefault(); document.getElementById("keys").close(); showKeys(); }
  });
  markKeys();

  /* Words are kept. What is typed into a form marked data-keeps stays in this window, for this person alone, until it
     is sent. The form is sent in the background: when the line or the server is down the page stays as it is. */
  const me = document.body.dataset.me ?? "";
  const drawer = (act) => browserKeeps("sessionStorage", act);
  const drawers = () => drawer((box) => Object.keys(box).filter((name) => name.startsWith("kept:"))) ?? [];
  const slot = (form) => `kept:${me}:${form.dataset.keeps || new URL(form.action).pathname}`;
  const typed = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string"
    && !all(`[type=hidden][name="${CSS.escape(name)}"], [type=password]`, form).length);
  const keep = (form, more = {}) => drawer((box) => box.setItem(slot(form), JSON.stringify({ at: Date.now(), words: typed(form), ...more })));
  const kept = (form) => drawer((box) => JSON.parse(box.getItem(slot(form))));
  const forget = (form) => drawer((box) => box.removeItem(slot(form)));
  const putBack = (form, words) => {
    for (const field of form.elements) {
      if (!field.name || ["hidden", "file", "password", "submit"].includes(field.type)) continue;
      const values = words.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.matches("[type=radio], [type=checkbox]")) field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
      if (field.value) field.closest("details")?.setAttribute("open", "");
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  const notice = (form, which, words = {}) => {
    all("[data-slip]", form).forEach((node) => node.remove());
    const node = document.getElementById(which)?.content.firstElementChild.cloneNode(true);
    if (!node) return null;
    all("[data-pattern]", node).forEach((part) => { part.textContent = part.dataset.pattern.replace(/{(\w+)}/g, (_all, name) => words[name]); });
    form.prepend(node);
    return node;
  };
  const offer = (form) => {
    const found = kept(form);
    if (!found || JSON.stringify(found.words) === JSON.stringify(typed(form))) return;
    if (one("[role=alert]", form)) { keep(form); return; }  // refused: what stands there was typed last
    if (found.back) { putBack(form, found.words); keep(form); return; }
    const at = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(found.at);
    notice(form, "kept-offer", { at });
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keeps]");
    if (form) keep(form);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-kept]"), form = button?.closest("form");
    if (!form) return;
    if (button.dataset.kept === "again") { form.requestSubmit(); return; }
    if (button.dataset.kept === "back") putBack(form, kept(form)?.words ?? []); else forget(form);
    button.closest("[data-slip]").remove();
    one("textarea, [type=text]", form)?.focus();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[action*=logout]")) drawers().forEach((name) => drawer((box) => box.removeItem(name)));
  });
  if (me) drawers().filter((name) => !name.startsWith(`kept:${me}:`)).forEach((name) => drawer((box) => box.removeItem(name)));

  const goTo = (address, focus) => {
    const to = new URL(address, location);
    drawer((box) => box.setItem("tell.focus", focus));
    if (to.pathname + to.search === location.pathname + location.search) { history.replaceState(null, "", to); location.reload(); }
    else location.assign(to);
  };
  const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const stayed = (form, which) => { free(); notice(form, which)?.focus(); };
  const settle = async (form, answer) => {
    const dialog = form.closest("dialog");
    if (answer.redirected) { location.assign(answer.url); return; }
    if (answer.status === 204) {
      forget(form);
      if (dialog) all("form[data-keeps]").filter((other) => other !== form && kept(other)).forEach((other) => keep(other, { back: true }));
      goTo(answer.headers.get("X-Tell-To"), dialog?.dataset.from ?? ".messages");
      return;
    }
    if (answer.status !== 200 && answer.status !== 409) { stayed(form, answer.status < 500 && answer.status !== 429 ? "kept-over" : "kept-failed"); return; }
    const page = await parsed(answer);
    if (dialog) { fill(dialog, page); return; }
    document.title = page.title;
    document.body.className = page.body.className;
    one("main").replaceWith(one("main", page));
    scrollTo(0, 0);
    arrive(one("main"));
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-keeps]") || event.defaultPrevented) return;
    event.preventDefault();
    keep(form);
    const body = new FormData(form);
    if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
    try {
      await settle(form, await fetch(form.action, { method: "POST", body, headers: { "X-Tell": "1" }, signal: AbortSignal.timeout(form.enctype.startsWith("multipart") ? 600000 : 30000) }));
    } catch { stayed(form, "kept-failed"); }
  });

  /* A new idea is sent in the background: while the line or the server is down its page stays as it is. Whatever else
     than a receipt is answered comes as a page, by sending it once more; its key makes that one idea. */
  document.addEventListener("submit", async (event) => {
    const form = event.target, by = event.submitter;
    if (form.id !== "write" || event.defaultPrevented || by?.name || by?.hasAttribute("formaction")) return;
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Tell": "1" }, signal: AbortSignal.timeout(600000) });
      if (answer.status === 204) location.assign(answer.headers.get("X-Tell-To"));
      else if (answer.status >= 500) stayed(form, "kept-failed");
      else form.submit();
    } catch { stayed(form, "kept-failed"); }
  });

  /* A page of one form, opened in place: a link marked data-inline. Without a script it is the page itself. */
  const fill = (dialog, page) => {
    const title = Object.assign(document.createElement("h2"), { id: "inline-title", textContent: one("h1", page).textContent });
    dialog.replaceChildren(title, one("[data-act]", page));
    arrive(dialog);
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-inline]"), out = event.target.closest("dialog [data-back]");
    if (out) { event.preventDefault(); out.closest("dialog").close(); return; }
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href);
      if (!answer.ok || answer.redirected) throw new Error();
      const dialog = Object.assign(document.createElement("dialog"), { className: "flow" });
      dialog.setAttribute("aria-labelledby", "inline-title");
      dialog.dataset.from = `[data-inline="${link.dataset.inline}"]`;
      dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
      one("main").append(dialog);
      fill(dialog, await parsed(answer));
      dialog.showModal();
      one("textarea, select, input:not([type=hidden])", dialog)?.focus();
    } catch { location.assign(link.href); }
  });

  /* What will be read, while it is written: data-mirrors names the field. */
  const mirror = (form) => all("[data-mirrors]").forEach((node) => {
    const field = form.elements[node.dataset.mirrors];
    if (!field) return;
    const chosen = field instanceof RadioNodeList ? [...field].find((one_) => one_.checked)?.closest("label") : field.selectedOptions?.[0];
    node.textContent = (field instanceof RadioNodeList || field.selectedOptions ? chosen?.textContent : field.value) || node.dataset.empty;
    node.classList.toggle("hint", !(chosen || field.value));
  });
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => { if (event.target.form?.matches("[data-mirrored]")) mirror(event.target.form); });
  }

  /* Advice on reasons: a form marked data-advised asks for it a moment after the last key. */
  let advising = 0;
  const advise = async (form) => {
    const body = new FormData(form);
    body.append("advise", "1");
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    all("[data-advice]", await parsed(answer)).forEach((fresh) => {
      const old = document.getElementById(fresh.id);
      if (old && old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
    });
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-advised]") || !document.getElementById(`${event.target.id}_advice`)) return;
    clearTimeout(advising);
    advising = setTimeout(advise, 700, form);
  });

  {
    /* In place: a form marked data-swaps is sent without leaving the page, and the part of the answer with that id takes
       the place of the present one. Whatever is not as expected is sent the plain way; the same key does nothing twice. */
    const told = (words) => {
      const box = document.getElementById("told") ?? document.body.appendChild(Object.assign(document.createElement("p"), { id: "told", className: "toast now", role: "status" }));
      box.textContent = words;
      clearTimeout(told.over);
      told.over = setTimeout(() => { box.textContent = ""; }, 6000);
    };
    const plainly = (form, by) => {
      if (by?.hasAttribute("formaction")) form.action = by.formAction;
      form.submit();
    };
    document.addEventListener("submit", async (event) => {
      const form = event.target, by = event.submitter;
      if (event.defaultPrevented || !form.matches("[data-swaps]")) return;
      event.preventDefault();
      const focused = document.activeElement?.id, old = document.getElementById(form.dataset.swaps);
      try {
        const answer = await fetch(by?.formAction ?? form.action, { method: "POST", body: new FormData(form, by) });
        const page = await parsed(answer);
        const part = page.getElementById(form.dataset.swaps);
        if (!answer.ok || (!part && !page.querySelector("main .ideas, main .empty"))) { plainly(form, by); return; }
        if (part) old.replaceWith(part); else old.remove();
        if (part) arrive(part);
        document.getElementById(focused)?.focus();
        told(page.querySelector(".messages")?.textContent.trim() ?? "");
      } catch { plainly(form, by); }
    });
    document.addEventListener("click", async (event) => {
      const button = event.target.closest("[data-copies]");
      if (!button) return;
      try { await navigator.clipboard.writeText(button.dataset.copies); told(button.dataset.copied); } catch { prompt("", button.dataset.copies); }
    });

    /* On paper nothing is folded. */
    addEventListener("beforeprint", () => all("details.fold:not([open])").forEach((fold) => { fold.open = true; fold.dataset.unfold = ""; }));
    addEventListener("afterprint", () => all("details[data-unfold]").forEach((fold) => { fold.open = false; delete fold.dataset.unfold; }));

    /* Mentions: "@" and letters in a field marked data-mentions offer colleagues. Arrow keys, Enter or Tab, Escape. */
    const picker = { field: null, list: null, at: -1, asked: 0 };
    const shut = () => {
      picker.list?.remove();
      picker.list = null;
      picker.field?.removeAttribute("aria-activedescendant");
      picker.field?.removeAttribute("aria-controls");
    };
    const called = (field) => {
      const before = field.value.slice(0, field.selectionStart);
      const found = /(?:^|[^\w@])@([\p{L}\p{M}][\p{L}\p{M}'.\- ]{0,40})$/u.exec(before);
      return found && !/ .* .* /.test(found[1]) ? { words: found[1], at: before.length - found[1].length } : null;
    };
    const mark = (n) => {
      const options = all("[role=option]", picker.list);
      picker.at = (n + options.length) % options.length;
      options.forEach((option, place) => option.setAttribute("aria-selected", String(place === picker.at)));
      picker.field.setAttribute("aria-activedescendant", options[picker.at].id);
      options[picker.at].scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => {
      const field = picker.field, call = called(field), picked = field.form.elements.picked;
      if (call) field.setRangeText(`${option.dataset.name} `, call.at, field.selectionStart, "end");
      if (picked) picked.value = [picked.value, option.dataset.id].filter(Boolean).join(",");
      shut();
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    document.addEventListener("input", async (event) => {
      const field = event.target;
      if (!field.dataset?.mentions) return;
      const call = called(field), turn = ++picker.asked;
      if (!call) { shut(); return; }
      await new Promise((go) => setTimeout(go, 150));
      if (turn !== picker.asked) return;
      const answer = await fetch(`${field.dataset.mentions}?q=${encodeURIComponent(call.words.trim())}`).catch(() => null);
      const html = answer?.ok && !answer.redirected ? await answer.text() : "";
      if (turn !== picker.asked) return;
      shut();
      picker.field = field;
      const list = Object.assign(document.createElement("ul"), { id: "mentionable", className: "offer" });
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", field.dataset.offers);
      list.append(...new DOMParser().parseFromString(html, "text/html").querySelectorAll("[role=option]"));
      if (!list.children.length) return;
      field.after(list);
      picker.list = list;
      field.setAttribute("aria-controls", list.id);
      told(field.dataset.found.replace("{n}", list.children.length));
      mark(0);
    });
    document.addEventListener("keydown", (event) => {
      if (!picker.list || event.target !== picker.field) return;
      const option = all("[role=option]", picker.list)[picker.at];
      const act = { ArrowDown: () => mark(picker.at + 1), ArrowUp: () => mark(picker.at - 1), Enter: () => choose(option), Tab: () => choose(option), Escape: shut }[event.key];
      if (act) { event.preventDefault(); event.stopPropagation(); act(); }
    }, true);
    document.addEventListener("mousedown", (event) => {
      const option = event.target.closest?.("#mentionable [role=option]");
      if (option) { event.preventDefault(); choose(option); } else if (picker.list) shut();
    });

    {
    /* Handing in. The title is drawn from the first line until somebody changes it; then it is sent. */
      const words = () => one("#id_text"), title = () => one("#id_title");
      const drawn = (text) => {
        const line = text.split("\n").map((part) => part.replace(/^[\s#*>-]+|\*\*|__|`/g, "").trim()).find(Boolean) ?? "";
        return line.length <= 90 ? line.replace(/(?<=\p{L}{3})(?<!\betc|\busw)\.$/u, "") : `${line.slice(0, 90).replace(/\s+\S*$/, "").replace(/[,;:]+$/, "")} …`;
      };
      const draw = () => {
        const text = words(), field = title();
        if (!text || !field?.closest("[data-drawn]")) return;
        if (field.dataset.own) { field.name = "title"; } else { field.removeAttribute("name"); field.value = drawn(text.value); }
        if (text.value.trim()) field.closest("[data-drawn]").hidden = false;
      };
      /* Words of danger show at once whom to call. */
      const alarm = () => {
        const box = one("#danger"), text = words();
        if (!box?.dataset.danger || !text) return;
        const listed = box.dataset.danger.split("|").map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
        const found = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${listed})[\\p{L}\\p{N}_]{0,2}(?![\\p{L}\\p{N}_])`, "iu").test(text.value);
        if (found === !box.hidden) return;
        box.hidden = !found;
        all("input, button", box).forEach((control) => { control.disabled = !found; });
      };
      document.addEventListener("input", (event) => {
        if (event.target === title()) { if (title().value) title().dataset.own = "1"; else delete title().dataset.own; }
        if (event.target === words() || event.target === title()) { draw(); alarm(); }
        if (event.target.form?.id === "write") unkept = true;
      });
      /* What is typed is kept on the server. While that fails the page says so and tries again; nothing leaves the page
         unkept. Whoever is signed out meanwhile signs in elsewhere, comes back, and goes on. */
      let unkept = false, fails = 0, again = 0, since = new Date(), out = false, warned = false;
      const keeper = () => one("#kept[data-keeps]");
      const keep = () => { clearTimeout(again); if (keeper()) htmx.trigger(keeper(), "again"); };
      const say = (box, text) => {
        all(":scope > :not(input)", box).forEach((node) => node.remove());
        box.append(Object.assign(document.createElement("span"), { className: "warn", textContent: text }));
      };
      const signIn = async () => {
        const page = await fetch(keeper().dataset.keeps).catch(() => null);
        const token = page?.ok && one("#write [name=csrfmiddlewaretoken]", await parsed(page))?.value;
        if (token) { all("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; }); out = false; }
        return Boolean(token);
      };
      const later = async ({ detail }) => {
        if (detail.elt !== keeper()) return;
        if (detail.xhr.status === 403 && !fails++ && await signIn()) return keep();
        const wait = Math.min(60, 2 ** Math.min(fails || 1, 6));
        fails += detail.xhr.status === 403 ? 0 : 1;
        const time = since.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        say(keeper(), keeper().dataset.notKept.replace("{time}", time).replace("{n}", wait));
        clearTimeout(again);
        again = setTimeout(keep, wait * 1000);
      };
      document.addEventListener("htmx:oobBeforeSwap", (event) => {
        if (event.target.id === "similar" && event.target.contains(document.activeElement)) event.detail.shouldSwap = false;
      });
      document.addEventListener("htmx:responseError", later);
      document.addEventListener("htmx:sendError", later);
      document.addEventListener("htmx:afterRequest", ({ detail }) => {
        if (detail.elt !== keeper()) return;
        if (detail.xhr.status === 401) out = true;
        else if (detail.successful) { fails = 0; warned = false; unkept = false; since = new Date(); }
      });
      const back = async () => { if (out && document.visibilityState === "visible" && await signIn()) keep(); };
      addEventListener("focus", back);
      document.addEventListener("visibilitychange", back);
      addEventListener("online", () => { if (fails) keep(); });
      addEventListener("pagehide", () => { if (unkept && words()?.value.trim() && keeper()) navigator.sendBeacon(keeper().getAttribute("hx-post"), new FormData(words().form)); });
      document.addEventListener("submit", (event) => {
        const form = event.target, by = event.submitter;
        if (form.id !== "write" || !(out || fails) || warned) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        warned = true;
        if (out) signIn().then((ok) => { if (ok) form.requestSubmit(by); else keeper().scrollIntoView({ block: "center" }); warned = false; });
        else { keep(); keeper().scrollIntoView({ block: "center" }); }
      }, true);

      /* Colleagues: whoever is chosen from the list moves to those who were chosen. */
      document.addEventListener("change", (event) => {
        const found = event.target.closest("[data-people-found] .pick"), box = found?.closest("[data-people]");
        if (!box) return;
        one("[data-people-chosen]", box).append(found);
        found.parentElement.nextElementSibling.value = found.parentElement.nextElementSibling.value.replace(/[^,]*$/, "");
        one("[data-people-found]", box).replaceChildren();
        one("[data-people-line]", box).focus();
      });
      document.addEventListener("click", (event) => {
        const target = event.target.closest("[data-reveals]") && one(event.target.closest("[data-reveals]").hash);
        if (target) { event.preventDefault(); target.closest("details").open = true; target.focus(); }
      });
      if (title()?.value) title().dataset.own = "1";
      draw();
      alarm();
    }

    {
      /* A talk. What is typed into a form marked data-drafts is kept on the server a moment after the last key, and when
         the page is left; what has been sent is not kept any more. */
      const waiting = new Map();
      const drafted = (form) => {
        const body = new FormData(form);
        [...body].forEach(([name, value]) => { if (typeof value !== "string") body.delete(name); });
        body.append("kind", form.dataset.kind);
        return body;
      };
      const draft = async (form) => {
        clearTimeout(waiting.get(form));
        waiting.delete(form);
        if (form.dataset.sent) return;
        const hint = one("[data-drafted]", form);
        const answer = await fetch(form.dataset.drafts, { method: "POST", body: drafted(form) }).catch(() => null);
        const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        if (hint) hint.textContent = answer?.status === 204 ? hint.dataset.drafted.replace("{time}", time) : hint.dataset.undrafted;
      };
      for (const kind of ["input", "change"]) {
        document.addEventListener(kind, (event) => {
          const form = event.target.closest("form[data-drafts]");
          if (!form || event.target.type === "file") return;
          clearTimeout(waiting.get(form));
          waiting.set(form, setTimeout(draft, 800, form));
        });
      }
      document.addEventListener("submit", (event) => { clearTimeout(waiting.get(event.target)); waiting.delete(event.target); });
      addEventListener("pagehide", () => waiting.forEach((_timer, form) => navigator.sendBeacon(form.dataset.drafts, drafted(form))));

      /* Messages: that the last one has been read is said once it is in sight. New ones come in by themselves. */
      const reading = new IntersectionObserver((seen) => {
        const form = one("form[data-reads]"), last = seen.find((entry) => entry.isIntersecting)?.target;
        if (!form || !last || document.visibilityState !== "visible") return;
        reading.disconnect();
        fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Tell": "1" } }).then((answer) => { if (answer.ok) form.remove(); }).catch(() => {});
      }, { threshold: 0.5 });
      const watch = () => {
        const form = one("form[data-reads]"), last = one("#thread [data-latest] > li:last-child > div > .meta");
        reading.disconnect();
        if (form && last) { form.hidden = true; reading.observe(last); }
      };
      const freshen = async () => {
        const here = one("#thread[data-thread]");
        if (!here || document.visibilityState !== "visible") return;
        const answer = await fetch(here.dataset.thread).catch(() => null);
        if (!answer?.ok || answer.redirected) return;
        const there = one("#thread", await parsed(answer)), list = one("[data-latest]", here);
        if (!there) return;
        all("[data-message]", there).forEach((fresh) => {
          const old = document.getElementById(fresh.id);
          if (old || (list.lastElementChild && Number(fresh.id.slice(2)) < Number(list.lastElementChild.id.slice(2)))) return;
          list.append(fresh);
          say(here.dataset.new.replace("{name}", fresh.dataset.message));
        });
        one("form[data-reads]", here)?.remove();
        const unread = one("form[data-reads]", there);
        if (unread) here.append(unread);
        watch();
      };
      document.addEventListener("visibilitychange", () => { watch(); freshen(); });
      if (one("#thread[data-thread]")) { watch(); setInterval(freshen, 30000); }
      document.addEventListener("click", (event) => {
        const button = event.target.closest("[data-takes]"), notes = button && one("textarea[name=said]");
        if (!notes) return;
        const words = one(".said", button.closest("li")).innerText.trim();
        notes.closest("details")?.setAttribute("open", "");
        notes.value = [notes.value.trim(), `${button.dataset.takes}: ${words}`].filter(Boolean).join("\n\n");
        notes.dispatchEvent(new Event("input", { bubbles: true }));
        notes.focus();
      });
    }
  }

  /* Arriving from the search link on the list. */
  if (location.hash === "#q") search();
  arrive(document);
  document.addEventListener("htmx:afterSwap", (event) => arrive(event.target));
})();
