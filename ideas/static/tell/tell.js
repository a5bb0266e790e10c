/* Tell: what a script adds to pages that work without one. No framework, nothing that the policy would have to
   allow. Listeners hang on the document, so that parts which htmx swaps in need no setting up. */
(() => {
  "use strict";
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const typing = (node) => node.closest("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable], dialog[open]");

  /* A refused form: its summary takes the focus. What only a script can do appears. */
  const arrive = (root) => {
    all("[data-needs-script]", root).forEach((node) => { node.hidden = false; });
    one("[data-focus]", root)?.focus();
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

  /* A skip or an error link leads into the field, not only to it. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".slip.bad a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (target) { event.preventDefault(); target.focus(); target.scrollIntoView({ block: "center" }); }
  });

  /* How much room is left, once it grows short. */
  document.addEventListener("input", (event) => {
    const field = event.target, most = field.maxLength;
    if (!(most > 0) || !field.dataset.left) return;
    const left = most - field.value.length, hint = document.getElementById(`${field.id}_left`) ?? hintAfter(field);
    hint.textContent = left <= most / 10 ? field.dataset.left.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(left)) : "";
  });
  const hintAfter = (field) => {
    const hint = Object.assign(document.createElement("p"), { className: "hint", id: `${field.id}_left` });
    hint.setAttribute("role", "status");
    field.after(hint);
    return hint;
  };

  /* Keys. A list marked data-keys is walked with j and k: the focus stands on the first link of each entry. */
  const walk = (step) => {
    const links = all("[data-keys] > li").map((entry) => one("a[href], button.link", entry)).filter(Boolean);
    if (!links.length) return;
    const at = links.findIndex((link) => link === document.activeElement || link.closest("li").contains(document.activeElement));
    const current = at < 0 ? links.findIndex((link) => link.matches("[aria-current]")) : at;
    const next = links[Math.min(links.length - 1, Math.max(0, current + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const search = () => {
    const field = one("[data-search]"), link = one("[data-search-link]");
    if (field) { field.focus(); field.select(); } else if (link) location.assign(link.href);
  };
  let before = "";
  const keys = {
    "/": search,
    j: () => walk(1),
    k: () => walk(-1),
    r: () => one("[data-main-form] :is(textarea, input:not([type=hidden]), select)")?.focus(),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = one("details.menu[open]");
      if (menu) { menu.open = false; one("summary", menu).focus(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const run = before === "g" && event.key === "h" ? () => one(".brand").click() : keys[event.key];
    before = event.key;
    if (run) { event.preventDefault(); run(); }
  });

  /* Arriving from the search link on the list. */
  if (location.hash === "#q") search();
  arrive(document);
  document.addEventListener("htmx:afterSwap", (event) => arrive(event.target));
})();
