"use strict";
// Sorts the index, and changes between light and dark.
(() => {
  function sortable(table) {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    heads.forEach((head, column) => {
      const sorter = document.createElement("button");
      sorter.textContent = head.textContent;
      sorter.type = "button";
      head.replaceChildren(sorter);
      const value = (row) => row.cells[column].dataset.v ?? row.cells[column].textContent.trim();
      const numeric = rows.every((row) => row.cells[column].dataset.v !== undefined);
      sorter.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const rising = now ? now === "descending" : !numeric;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", rising ? "ascending" : "descending");
        const order = (a, b) => (numeric ? value(a) - value(b) : value(a).localeCompare(value(b)));
        table.tBodies[0].append(...[...rows].sort((a, b) => (rising ? order(a, b) : order(b, a))));
      });
    });
  }

  for (const table of document.querySelectorAll("table.index")) sortable(table);

  const theme = document.querySelector(".theme");
  const dark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const name = () => (theme.textContent = dark() ? "Light" : "Dark");
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    name();
  });
  name();
})();
