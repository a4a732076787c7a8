// The finding that is looked at, in the panel.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
let current = 0; // its number

function select(number, focus = false) {
  const li = item(number);
  if (!li || li.hidden) return;
  mark(current, false);
  current = Number(number);
  mark(current, true);
  const shown = listed();
  one("h3", panel).textContent = `Finding ${shown.indexOf(li) + 1} of ${shown.length}`;
  one(".detail", panel).className = `detail ${li.dataset.severity}`;
  one(".content", panel).replaceChildren(...content(li));
  one(".idle", panel).hidden = true;
  one(".detail", panel).hidden = false;
  one(".detail", panel).scrollTop = 0;
  one(".reading", article).classList.add("looking");
  anchor(current)?.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  if (focus) one("h3", panel).focus({ preventScroll: true });
}

function content(li) {
  const message = one(".message", li).cloneNode(true);
  message.removeAttribute("id");
  const was = make("p", "was");
  was.append(one("del", li).cloneNode(true));
  const parts = [message, was];
  const fixes = all("ins", li);
  for (const fix of fixes) {
    const row = make("p", "choice");
    row.append(fix.cloneNode(true), choice("Accept", li, replacement(fix), `Accept: ${fix.textContent}`));
    parts.push(row);
  }
  const last = make("p", "choice");
  if (!fixes.every((fix) => "safe" in fix.dataset)) last.append(make("small", "", "Check that the meaning stays the same."));
  last.append(choice("Leave as it is", li, null));
  parts.push(last);
  const rule = one(`#r${li.dataset.rule}`);
  if (rule) parts.push(one(".why", rule).cloneNode(true));
  const more = one(".more", li).cloneNode(true);
  one(".show", more)?.remove();
  parts.push(more);
  return parts;
}

function choice(text, li, wanted, label = text) {
  const pressed = decisions().get(li.dataset.n) === wanted;
  const element = make("button", "", text);
  element.type = "button";
  element.setAttribute("aria-label", label);
  element.setAttribute("aria-pressed", pressed);
  element.addEventListener("click", () => decide(li, pressed ? undefined : wanted)); // a second press takes it back
  return element;
}

function refresh() {
  if (!current) return;
  const pressed = all("button", one(".content", panel)).indexOf(document.activeElement);
  one(".content", panel).replaceChildren(...content(item(current)));
  if (pressed >= 0) all("button", one(".content", panel))[pressed].focus();
}

function mark(number, on) {
  if (!number) return;
  for (const piece of pieces(number)) piece.classList.toggle("here", on);
  tick(number)?.classList.toggle("here", on);
}

function close(focus = true) {
  if (!current) return;
  const before = current;
  mark(current, false);
  current = 0;
  one(".idle", panel).hidden = false;
  one(".detail", panel).hidden = true;
  one(".looking")?.classList.remove("looking");
  if (focus) home(before).focus({ preventScroll: pieces(before).length > 0 });
}

function step(by) {
  const numbers = listed().map((li) => Number(li.dataset.n));
  if (!numbers.length) return;
  const inside = panel.contains(document.activeElement);
  const at = numbers.indexOf(current);
  const start = at < 0 && by < 0 ? 0 : at;
  select(numbers[(start + by + numbers.length) % numbers.length]);
  if (!inside) home(current).focus({ preventScroll: pieces(current).length > 0 });
  else one("[role=status]", panel).textContent = `${one("h3", panel).textContent}: ${one(".message", item(current)).textContent}`;
}
