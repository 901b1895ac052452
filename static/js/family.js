// The household on one page: whoever is chosen from the list need not be typed, so those inputs step aside.

for (const row of document.querySelectorAll("[data-member]")) {
  const chosen = row.querySelector("select[name$='-person']");
  const typed = row.querySelector("[data-new-person]");
  if (!chosen || !typed) continue;
  const show = () => {
    typed.hidden = chosen.value !== "";
  };
  chosen.addEventListener("change", show);
  show();
}
