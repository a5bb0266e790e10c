/* What the tests ask of a page, beside axe. Each question answers with a list of findings in words. */
window.tellLooks = (() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const name = (node) => {
    const words = (node.getAttribute("aria-label") || node.textContent || node.name || "").trim().replace(/\s+/g, " ");
    return `<${node.localName}${node.id ? "#" + node.id : ""}${node.className?.baseVal === undefined && node.className ? "." + node.className : ""}> ${words.slice(0, 60)}`;
  };
  const shown = (node) => node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const hidden = (node) => {
    const box = node.getBoundingClientRect();
    return box.width <= 1 || box.height <= 1 || !!node.closest(".sr, .skip");
  };

  /* How the page is built, for those who hear it. */
  const meaning = () => {
    const found = [];
    const h1 = all("h1").filter(shown);
    if (h1.length !== 1) found.push(`${h1.length} h1`);
    let before = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6").filter((node) => shown(node) && !node.closest("dialog"))) {
      const level = Number(heading.localName[1]);
      if (level > before + 1 && !(before === 0 && heading.closest("aside"))) found.push(`heading jumps from ${before} to ${level}: ${name(heading)}`);
      if (!heading.textContent.trim()) found.push(`empty heading ${name(heading)}`);
      before = level;
    }
    if (all("main").length !== 1) found.push(`${all("main").length} main`);
    if (!document.documentElement.lang) found.push("no language");
    if (!/\S.* · \S/.test(document.title)) found.push(`title “${document.title}”`);
    for (const table of all("table").filter(shown)) {
      if (!table.caption?.textContent.trim() && !table.getAttribute("aria-label") && !table.getAttribute("aria-labelledby")) found.push(`table without caption ${name(table)}`);
      if (!table.querySelector("th")) found.push(`table without headers ${name(table)}`);
      for (const th of all("th", table)) if (!th.hasAttribute("scope")) found.push(`th without scope ${name(th)}`);
    }
    const ids = all("[id]").map((node) => node.id);
    for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at))) found.push(`id twice: ${id}`);
    for (const node of all("[aria-describedby], [aria-labelledby], [aria-controls]"))
      for (const attribute of ["aria-describedby", "aria-labelledby"])
        for (const id of (node.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean))
          if (!document.getElementById(id)) found.push(`${attribute} leads nowhere: ${id} of ${name(node)}`);
    for (const link of all("a[href^='#']"))
      if (link.hash.length > 1 && !document.getElementById(link.hash.slice(1))) found.push(`link leads nowhere: ${link.hash}`);
    for (const field of all("input:not([type=hidden]), select, textarea").filter(shown))
      if (!field.labels?.length && !field.getAttribute("aria-label") && !field.getAttribute("aria-labelledby")) found.push(`no label: ${name(field)}`);
    for (const form of all("form:not([method=get]):not([method=dialog])"))
      if (form.method === "post" && !form.querySelector("[name=csrfmiddlewaretoken]")) found.push(`no token: ${form.action}`);
    for (const node of all("[onclick], [style], script:not([src]):not([type='application/json'])")) found.push(`against the policy: ${name(node)}`);
    for (const field of all("[aria-invalid=true]")) if (!field.closest("[aria-describedby]")) found.push(`error not tied to ${name(field)}`);
    const primary = all(".btn.main").filter((node) => shown(node) && !node.closest("dialog"));
    if (primary.length > 1) found.push(`${primary.length} primary buttons: ${primary.map(name).join(", ")}`);
    return found;
  };

  const scrolls = (node) => {
    for (let up = node.parentElement; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (up !== document.documentElement && up !== document.body && /auto|scroll/.test(style.overflowX)) return true;
    }
    return false;
  };

  /* Whether the page fits the window sideways, no words are cut off, and nothing lies on top of a control. */
  const room = () => {
    const found = [], wide = document.documentElement.clientWidth;
    const over = document.scrollingElement.scrollWidth - wide;
    if (over > 0) {
      const culprits = all("body *").filter((node) => shown(node) && node.getBoundingClientRect().right > wide + 1 && !scrolls(node));
      found.push(`${over} px too wide: ${culprits.slice(-2).map(name).join(" | ")}`);
    }
    for (const node of all("main *, header *, footer *")) {
      if (node.closest("svg") || !shown(node) || hidden(node)) continue;
      const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
      if (!own) continue;
      const style = getComputedStyle(node);
      const cutX = /hidden|clip/.test(style.overflowX) && node.scrollWidth > node.clientWidth + 1;
      const cutY = /hidden|clip/.test(style.overflowY) && node.scrollHeight > node.clientHeight + 2;
      if (cutX || cutY) found.push(`cut off: ${name(node)}`);
    }
    return [...found, ...covered()];
  };

  const controls = () => all("a[href], button, input:not([type=hidden]), select, textarea, summary")
    .filter((node) => shown(node) && !hidden(node) && !node.closest("dialog:not([open])"));

  /* Controls at whose middle something else lies. */
  const covered = () => {
    const found = [], open = document.querySelector("dialog[open]");
    for (const node of controls()) {
      if (open && !open.contains(node)) continue;
      const box = node.getClientRects()[0];
      const x = box.left + box.width / 2, y = box.top + box.height / 2;
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const top = document.elementFromPoint(x, y);
      if (!top || node.contains(top) || top.contains(node) || top.closest("details.menu[open]")) continue;
      const label = top.closest("label");
      if (label && (label.control === node || [...(node.labels ?? [])].includes(label))) continue;
      found.push(`covered by ${name(top)}: ${name(node)}`);
    }
    return found;
  };

  /* Movement that somebody who wants none would see. */
  const motion = () => {
    const found = [];
    const long = (text) => text.split(",").some((one) => parseFloat(one) * (one.trim().endsWith("ms") ? 0.001 : 1) > 0.0101);
    for (const node of all("body, body *")) {
      if (node.closest("svg")) continue;
      for (const part of [null, "::before", "::after"]) {
        const style = getComputedStyle(node, part);
        if (long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration))) found.push(`moves: ${name(node)}${part ?? ""}`);
      }
      if (getComputedStyle(node).scrollBehavior === "smooth") found.push(`scrolls smoothly: ${name(node)}`);
    }
    return found;
  };

  const sheet = new CSSStyleSheet();
  const dress = (css) => { sheet.replaceSync(css); document.adoptedStyleSheets = css ? [sheet] : []; };
  return { meaning, room, motion, dress };
})();
