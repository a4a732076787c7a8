// Sorts the table of articles by its columns.

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  heads.forEach((head, column) => {
    const sorter = make("button", "", head.textContent);
    sorter.type = "button";
    head.replaceChildren(sorter);
    const value = (row) => row.cells[column].dataset.v ?? row.cells[column].textContent.trim();
    const numeric = rows.every((row) => row.cells[column].dataset.v !== undefined);
    const order = (a, b) => (numeric ? value(a) - value(b) : value(a).localeCompare(value(b)));
    sorter.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const rising = now ? now === "descending" : !numeric;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", rising ? "ascending" : "descending");
      table.tBodies[0].append(...[...rows].sort((a, b) => (rising ? order(a, b) : order(b, a))));
    });
  });
}

all("table.index").forEach(sortable);
