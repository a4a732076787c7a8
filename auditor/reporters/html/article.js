"use strict";
// Without this script everything can be read: the text, its findings below it, the rules at the end. With it, findings show
// beside the text, can be filtered, and their fixes taken. Text gets into the page as text only, never as markup.
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // One toolbar and one panel serve all articles: they move into the one that is read.
  const tools = one("#tools")?.content;
  const bar = tools && one(".toolbar", tools);
  const panel = tools && one(".panel", tools);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const many = document.body.classList.contains("many");
  const taken = new Map(); // article -> number of a finding -> the replacement, or null for one that stays
  let article = null;
  let current = 0;

  // By the number of a finding, kept as text: its entry in the list, its tick on the strip, its pieces of the text.
  let items, ticks, texts;
  const item = (number) => items.get(`${number}`);
  const tick = (number) => ticks.get(`${number}`);
  const pieces = (number) => texts.get(`${number}`) ?? [];
  const anchor = (number) => document.getElementById(`m${article.id.slice(1)}-${number}`);
  const decisions = () => taken.get(article);
  const listed = () => [...items.values()].filter((li) => !li.hidden);

  function open(target) {
    const next = target?.closest("article.view") ?? (many ? null : one("article.view"));
    if (next && next !== article) {
      close(false);
      article = next;
      if (!taken.has(article)) taken.set(article, new Map());
      items = new Map(all(".findings li", article).map((li) => [li.dataset.n, li]));
      ticks = new Map(all(".strip a", article).map((link) => [link.dataset.n, link]));
      texts = new Map();
      for (const piece of all(".text [data-n]", article)) {
        if (!texts.has(piece.dataset.n)) texts.set(piece.dataset.n, []);
        texts.get(piece.dataset.n).push(piece);
      }
      one(".reading", article).before(bar);
      one(".reading", article).after(panel);
      bar.hidden = panel.hidden = !items.size;
      offer();
      filter();
      const used = new Set([...items.values()].map((li) => `r${li.dataset.rule}`));
      for (const rule of all("#rules > section")) rule.classList.toggle("unused", !used.has(rule.id));
    }
    const chosen = target?.closest(".findings li, .flag");
    if (chosen && article) select(Number(chosen.dataset.n));
  }

  // Filters
  function offer() {
    const found = [...items.values()];
    for (const box of all("input", one("fieldset", bar))) {
      const count = found.filter((li) => li.dataset.severity === box.name).length;
      box.checked = true;
      box.parentElement.hidden = !count;
      one("output", box.parentElement).textContent = count;
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

  // The finding that is looked at
  function select(number, focus = false) {
    const li = item(number);
    if (!li || li.hidden) return;
    mark(current, false);
    current = number;
    mark(current, true);
    const position = listed().indexOf(li) + 1;
    one("h3", panel).textContent = `Finding ${position} of ${listed().length}`;
    one(".detail", panel).className = `detail ${li.dataset.severity}`;
    one(".content", panel).replaceChildren(...content(li));
    one(".idle", panel).hidden = true;
    one(".detail", panel).hidden = false;
    one(".reading", article).classList.add("looking");
    anchor(number)?.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    if (focus) one("h3", panel).focus({ preventScroll: true });
  }

  function content(li) {
    const message = one(".message", li).cloneNode(true);
    message.removeAttribute("id");
    const parts = [message];
    const was = make("p", "was");
    was.append(one("del", li).cloneNode(true));
    parts.push(was);
    const fixes = pieces(li.dataset.n).length ? all("ins", li) : [];
    const known = decisions().get(li.dataset.n);
    for (const fix of fixes) {
      const text = fix.dataset.text ?? fix.textContent;
      const row = make("p", "choice");
      row.append(fix.cloneNode(true), button("Accept", known === text, () => decide(li, known === text ? undefined : text)));
      parts.push(row);
    }
    const last = make("p", "choice");
    if (fixes.length && !("safe" in fixes[0].dataset)) last.append(make("small", "", "Check that the meaning stays the same."));
    last.append(button("Leave as it is", known === null, () => decide(li, known === null ? undefined : null)));
    parts.push(last);
    const rule = one(`#r${li.dataset.rule}`);
    if (rule) parts.push(one(".why", rule).cloneNode(true));
    const more = one(".more", li).cloneNode(true);
    one(".show", more)?.remove();
    parts.push(more);
    return parts;
  }

  function button(text, pressed, act) {
    const element = make("button", "", text);
    element.type = "button";
    element.setAttribute("aria-pressed", pressed);
    element.addEventListener("click", act);
    return element;
  }

  function mark(number, on) {
    if (!number) return;
    for (const piece of pieces(number)) piece.classList.toggle("here", on);
    tick(number)?.classList.toggle("here", on);
  }

  function close(focus = true) {
    if (!current) return;
    const before = anchor(current);
    mark(current, false);
    current = 0;
    one(".idle", panel).hidden = false;
    one(".detail", panel).hidden = true;
    one(".looking")?.classList.remove("looking");
    if (focus) before?.focus({ preventScroll: true });
  }

  function step(by) {
    const numbers = listed().map((li) => Number(li.dataset.n));
    if (!numbers.length) return;
    const inside = panel.contains(document.activeElement);
    const at = numbers.indexOf(current);
    const start = at < 0 && by < 0 ? 0 : at;
    select(numbers[(start + by + numbers.length) % numbers.length]);
    if (!inside) anchor(current)?.focus({ preventScroll: true });
    else one("[role=status]", panel).textContent = `${one("h3", panel).textContent}: ${one(".message", item(current)).textContent}`;
  }

  // Fixes
  function decide(li, replacement) {
    settle(li, replacement);
    tell();
    refresh();
  }

  function settle(li, replacement) {
    if (replacement === undefined) decisions().delete(li.dataset.n);
    else decisions().set(li.dataset.n, replacement);
    show(li);
  }

  function refresh() {
    if (current) {
      const li = item(current);
      const pressed = all("button", one(".content", panel)).indexOf(document.activeElement);
      one(".content", panel).replaceChildren(...content(li));
      if (pressed >= 0) all("button", one(".content", panel))[pressed].focus();
    }
  }

  function show(li) {
    const number = li.dataset.n;
    const known = decisions().get(number);
    const found = pieces(number);
    for (const piece of found) {
      piece.classList.toggle("accepted", typeof known === "string");
      piece.classList.toggle("kept", known === null);
      if (piece.nextElementSibling?.matches("ins")) piece.nextElementSibling.remove();
    }
    if (known) found.at(-1).after(make("ins", "", known));
    if (known === undefined) delete li.dataset.state;
    else li.dataset.state = known === null ? "left as it is" : "accepted";
  }

  function acceptSafe() {
    let count = 0;
    for (const li of listed()) {
      const fix = one("ins", li);
      if (!fix || !("safe" in fix.dataset) || decisions().has(li.dataset.n)) continue;
      settle(li, fix.dataset.text ?? fix.textContent);
      count += 1;
    }
    tell();
    refresh();
    say(count === 1 ? "1 safe fix accepted." : `${count} safe fixes accepted.`);
  }

  function tell() {
    const known = [...decisions().values()];
    const accepted = known.filter((text) => text !== null).length;
    const total = items.size;
    const shown = listed().length;
    const counts = [[accepted, "accepted"], [known.length - accepted, "left as it is"], [total - known.length, "open"]];
    const parts = counts.filter(([count]) => count).map(([count, what]) => `${count} ${what}`);
    if (shown < total) parts.push(`${shown} of ${total} shown`);
    one(".count", bar).textContent = parts.join(" · ");
    const safe = listed().filter((li) => one("ins", li)?.matches("[data-safe]") && !decisions().has(li.dataset.n)).length;
    one("[data-act=safe]", bar).disabled = !safe;
    one("[data-act=safe]", bar).textContent = safe ? `Accept all safe fixes (${safe})` : "Accept all safe fixes";
  }

  const say = (text) => (one(".said", bar).textContent = text);

  // The text as it stands, with accepted fixes in the place of what they mend. Read from the page in its order, so that no
  // offsets are needed; what was shown in place of a harmful character becomes that character again.
  function corrected() {
    const mended = new Set();
    const read = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.data;
      if (node.matches("ins")) return "";
      if (node.dataset.code) return String.fromCodePoint(parseInt(node.dataset.code, 16));
      const number = node.dataset.n;
      const replacement = number && decisions().get(number);
      if (typeof replacement !== "string") return [...node.childNodes].map(read).join("");
      if (mended.has(number)) return "";
      mended.add(number);
      return replacement;
    };
    return [...one(".text", article).childNodes].map(read).join("");
  }

  async function copy() {
    const text = corrected();
    const count = [...decisions().values()].filter((known) => known !== null).length;
    const done = `Copied, with ${count === 1 ? "1 fix" : `${count} fixes`}.`;
    try {
      await navigator.clipboard.writeText(text);
      say(done);
    } catch {
      const area = make("textarea", "unseen");
      area.value = text;
      area.setAttribute("aria-hidden", "true");
      document.body.append(area);
      const before = document.activeElement;
      area.select();
      const worked = document.execCommand("copy");
      area.remove();
      before?.focus();
      say(worked ? done : "The browser does not allow copying.");
    }
  }

  // Events
  const acts = { safe: acceptSafe, copy, previous: () => step(-1), next: () => step(1), close: () => close() };
  document.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act) return acts[act]();
    const flag = event.target.closest(".text .flag, .findings .show");
    if (flag && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      if (!flag.hasAttribute("href")) return;
      event.preventDefault();
      select(Number((flag.closest("[data-n]") ?? flag).dataset.n), true);
      return;
    }
    const strip = event.target.closest(".strip");
    if (strip) {
      event.preventDefault();
      const distance = (link) => {
        const box = link.getBoundingClientRect();
        return Math.abs((box.left + box.right) / 2 - event.clientX);
      };
      const nearest = all("a:not(.off)", strip).sort((a, b) => distance(a) - distance(b))[0];
      if (nearest) select(Number(nearest.dataset.n));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!article || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && current) return close();
    if (event.target.closest("input, select, textarea") || !one("[name=keys]", panel).checked || !article.offsetWidth) return;
    const li = current && item(current);
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else if (event.key === "a" && li && pieces(current).length && one("ins", li)) decide(li, one("ins", li).dataset.text ?? one("ins", li).textContent);
    else if (event.key === "x" && li) decide(li, null);
    else return;
    event.preventDefault();
  });

  bar?.addEventListener("change", filter);
  bar?.addEventListener("submit", (event) => event.preventDefault());

  const target = () => document.getElementById(location.hash.slice(1));
  addEventListener("hashchange", () => {
    const found = target();
    open(found);
    const view = found?.matches(".view") ? found : !found && one("#index");
    if (view) one("h2", view).focus({ preventScroll: true });
  });
  open(target());
  addEventListener("load", () => current && anchor(current)?.scrollIntoView({ block: "nearest" })); // not where the list is
})();
