// Which findings show: by severity, type and rule.

function offer() {
  const found = [...items.values()];
  for (const box of all("input", one("fieldset", bar))) {
    const count = found.filter((li) => li.dataset.severity === box.name).length;
    box.checked = true;
    box.parentElement.hidden = !count;
    one("small", box.parentElement).textContent = count;
  }
  for (const [name, selector] of [["type", ".type"], ["rule", ".more a"]]) {
    const counts = new Map();
    for (const li of found) {
      const known = counts.get(li.dataset[name]) ?? [one(selector, li).textContent, 0];
      counts.set(li.dataset[name], [known[0], known[1] + 1]);
    }
    const sorted = [...counts].sort((a, b) => b[1][1] - a[1][1] || a[1][0].localeCompare(b[1][0]));
    const options = sorted.map(([value, [text, count]]) => new Option(`${text} – ${count}`, value));
    one(`select[name=${name}]`, bar).replaceChildren(new Option("all", ""), ...options);
  }
}

function filter() {
  const severities = new Set(all("fieldset input:checked", bar).map((box) => box.name));
  const type = one("select[name=type]", bar).value;
  const rule = one("select[name=rule]", bar).value;
  for (const li of items.values()) {
    const { n, severity } = li.dataset;
    const on = severities.has(severity) && (!type || li.dataset.type === type) && (!rule || li.dataset.rule === rule);
    li.hidden = !on;
    tick(n)?.classList.toggle("off", !on);
    for (const piece of pieces(n)) {
      piece.classList.toggle("off", !on);
      if (piece.matches(".flag")) on ? piece.setAttribute("href", `#${li.id}`) : piece.removeAttribute("href");
    }
  }
  if (current && item(current).hidden) close(false);
  tell();
}

function tell() {
  const known = [...decisions().values()];
  const accepted = known.filter((text) => text !== null).length;
  const shown = listed();
  const counts = [[accepted, "accepted"], [known.length - accepted, "left as it is"], [items.size - known.length, "open"]];
  const parts = counts.filter(([count]) => count).map(([count, what]) => `${count} ${what}`);
  if (shown.length < items.size) parts.push(`${shown.length} of ${items.size} shown`);
  one(".count", bar).textContent = parts.join(" · ");
  const safe = shown.filter((li) => safeFix(li)).length;
  one("[data-act=safe]", bar).disabled = !safe;
  one("[data-act=safe]", bar).textContent = safe ? `Accept all safe fixes (${safe})` : "Accept all safe fixes";
}
