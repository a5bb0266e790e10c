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
