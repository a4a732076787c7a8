// Fixes: taken or not, shown in the text, and the text with them for the clipboard.

const replacement = (ins) => ins.dataset.text ?? ins.textContent;
const safeFix = (li) => (decisions().has(li.dataset.n) ? null : one("ins[data-safe]", li));
const say = (text) => (one(".said", bar).textContent = text);

function decide(li, wanted) {
  settle(li, wanted);
  tell();
  refresh();
  say(`${one("h3", panel).textContent}: ${li.dataset.state ?? "open again"}.`);
}

function settle(li, wanted) {
  const number = li.dataset.n;
  if (wanted === undefined) decisions().delete(number);
  else decisions().set(number, wanted);
  const found = pieces(number);
  for (const piece of found) {
    piece.classList.toggle("accepted", typeof wanted === "string");
    piece.classList.toggle("kept", wanted === null);
    if (piece.nextElementSibling?.matches("ins")) piece.nextElementSibling.remove();
  }
  if (wanted) found.at(-1).after(make("ins", "", wanted));
  if (wanted === undefined) delete li.dataset.state;
  else li.dataset.state = wanted === null ? "left as it is" : "accepted";
}

function acceptSafe() {
  const open = listed().filter(safeFix);
  for (const li of open) settle(li, replacement(safeFix(li)));
  tell();
  refresh();
  say(open.length === 1 ? "1 safe fix accepted." : `${open.length} safe fixes accepted.`);
}

// The text as it stands, with accepted fixes in the place of what they mend. Read from the page in its order, so that no
// offsets are needed; what was shown in place of a harmful character becomes that character again.
function corrected() {
  const mended = new Set();
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.matches("ins")) return "";
    if (node.dataset.code) return String.fromCodePoint(parseInt(node.dataset.code, 16));
    const number = node.dataset.n;
    const wanted = number && decisions().get(number);
    if (typeof wanted !== "string") return [...node.childNodes].map(read).join("");
    if (mended.has(number)) return "";
    mended.add(number);
    return wanted;
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
