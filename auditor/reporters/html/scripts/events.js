// What people do: clicks, keys, addresses.

const acts = { safe: acceptSafe, copy, previous: () => step(-1), next: () => step(1), close: () => close() };

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act) return acts[act]();
  const clicked = event.target.closest(".text .flag, .text ins, .findings .show");
  if (clicked && article && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    const link = clicked.matches("ins") ? clicked.previousElementSibling : clicked;
    if (clicked.matches("a") && !clicked.hasAttribute("href")) return; // filtered out
    event.preventDefault();
    select(link.closest("[data-n]").dataset.n, true);
    return;
  }
  const strip = event.target.closest(".strip");
  if (strip) {
    event.preventDefault();
    const nearest = nearestTick(strip, event.clientX);
    if (nearest) select(nearest.dataset.n);
  }
});

function nearestTick(strip, clientX) {
  const box = strip.getBoundingClientRect();
  const at = ((clientX - box.left) / box.width) * strip.viewBox.baseVal.width;
  const distance = (link) => {
    const { x, width } = link.firstElementChild;
    return Math.abs(x.baseVal.value + width.baseVal.value / 2 - at);
  };
  return all("a:not(.off)", strip).reduce((best, link) => (best && distance(best) <= distance(link) ? best : link), null);
}

document.addEventListener("keydown", (event) => {
  if (!article || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && current) return close();
  if (event.target.closest("select") || !one("[name=keys]", panel).checked || !article.offsetWidth) return;
  const li = current && item(current);
  const fix = li && one("ins", li);
  if (event.key === "n" || event.key === "j") step(1);
  else if (event.key === "p" || event.key === "k") step(-1);
  else if (event.key === "a" && fix) decide(li, replacement(fix));
  else if (event.key === "x" && li) decide(li, null);
  else return;
  event.preventDefault();
});

bar?.addEventListener("change", filter);
bar?.addEventListener("submit", (event) => event.preventDefault());

const target = () => document.getElementById(location.hash.slice(1));
addEventListener("hashchange", () => {
  const found = target();
  enter(found);
  const view = found?.matches(".view") ? found : !found && one("#index");
  if (view) one("h2", view).focus({ preventScroll: true });
});
enter(target());
addEventListener("load", () => current && anchor(current)?.scrollIntoView({ block: "nearest" })); // not where the list is
