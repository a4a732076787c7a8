// The article that is read. Without scripts everything can be read: the text, its findings below it, the rules at the end.
// With them, findings show beside the text, can be filtered, and their fixes taken. Text gets into the page as text only.

// One toolbar and one panel serve all articles: they move into the one that is read.
const tools = one("#tools")?.content;
const bar = tools && one(".toolbar", tools);
const panel = tools && one(".panel", tools);
const many = document.body.classList.contains("many");
const taken = new Map(); // article -> number of a finding -> the replacement, or null for one that stays
let article = null;

// By the number of a finding, kept as text: its entry in the list, its tick on the strip, its pieces of the text.
let items, ticks, texts;
const item = (number) => items.get(`${number}`);
const tick = (number) => ticks.get(`${number}`);
const pieces = (number) => texts.get(`${number}`) ?? [];
const decisions = () => taken.get(article);
const listed = () => [...items.values()].filter((li) => !li.hidden);

// Where a finding is in the text; of one that cannot be reached there, the link in its entry.
const anchor = (number) => document.getElementById(`m${article.id.slice(1)}-${number}`);
const home = (number) => pieces(number).find((piece) => piece.matches("[href]")) ?? one(".more a", item(number));

function enter(target) {
  const next = target?.closest("article.view") ?? (many ? null : one("article.view"));
  if (next && next !== article) read(next);
  const chosen = target?.closest(".findings li, .text [data-n]");
  if (chosen && article) select(chosen.dataset.n);
}

function read(next) {
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
  say("");
  const used = new Set([...items.values()].map((li) => `r${li.dataset.rule}`));
  for (const rule of all("#rules > section")) rule.classList.toggle("unused", !used.has(rule.id)); // on paper
}
