/* Where the focus stands, how it is called, and whether it can be seen. */
window.tellFocus = (() => {
  const parts = (node) => [node, node.closest("label") ?? node.labels?.[0], node.parentElement, node.parentElement?.parentElement].filter(Boolean);
  const look = (node) => parts(node).map((part) => {
    const s = getComputedStyle(part), after = getComputedStyle(part, "::before");
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecoration, after.boxShadow, after.outlineStyle].join();
  }).join("|");
  const name = (node) => {
    const by = (node.getAttribute("aria-labelledby") ?? "").split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
    const labels = [...(node.labels ?? [])].map((label) => label.textContent).join(" ");
    const group = node.type === "radio" ? (node.closest("fieldset")?.querySelector("legend")?.textContent ?? "") + ": " : "";
    return (group + (node.getAttribute("aria-label") || by || labels || node.textContent || node.value || "")).trim().replace(/\s+/g, " ");
  };
  let before = null;
  return () => {
    const node = document.activeElement, found = [];
    if (!node || node === document.body) { before = null; return { name: "", kind: "body", found }; }
    if (before?.node.isConnected && before.node !== node && look(before.node) === before.look) found.push(`focus cannot be seen on ${before.name}`);
    const box = (node.matches(".sr") ? node.labels?.[0] ?? node.parentElement : node).getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) found.push(`focus is out of sight: ${name(node)}`);
    else if (box.width > 1) {
      const top = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)), Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height / 2, 20))));
      if (top && getComputedStyle(top).position !== "static" && !top.contains(node) && !node.contains(top) && !top.closest("label, dialog, details")) found.push(`focus is hidden below ${top.localName}.${top.className}: ${name(node)}`);
    }
    if (node.tabIndex > 0) found.push(`tabindex ${node.tabIndex}: ${name(node)}`);
    if (before?.node !== node) before = { node, look: look(node), name: name(node) };
    return { name: name(node), kind: node.type || node.localName, found, checked: node.checked ?? null, value: node.value ?? null };
  };
})();
