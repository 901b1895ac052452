// A list of names to tap: find by a part of the name, and see how many are ticked. Without it the list still works.

const find = document.querySelector("[data-find]");
const list = document.querySelector("[data-ticks]");
const ticked = document.querySelector("[data-ticked]");

if (find && list) {
  const items = [...list.querySelectorAll(".govuk-checkboxes__item")];
  const input = find.querySelector("input");
  find.hidden = items.length < 10;
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().trim();
    for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(words);
  });
  const count = () => {
    if (ticked) ticked.textContent = `${list.querySelectorAll("input:checked").length} orang hadir`;
  };
  list.addEventListener("change", count);
  count();
}
