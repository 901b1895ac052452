/* A download's page: looks again by itself while the file is made, and after it was fetched. Works without this too. */

const EVERY = 1500; // ms
const LONGEST = 30 * 60 * 1000;
const box = document.querySelector("[data-export-state]");
const began = Date.now();

const now = () => box.firstElementChild.dataset.status;

/** The state as it is; false when the answer was no state, such as a log-in page. */
async function look() {
  try {
    const answer = await fetch(box.dataset.url, { cache: "no-store", redirect: "error" });
    if (!answer.ok) return false;
    const words = await answer.text();
    const made = new DOMParser().parseFromString(words, "text/html").body.firstElementChild;
    if (made?.dataset.status && words.trim() !== box.innerHTML.trim()) show(made);
    return Boolean(made?.dataset.status);
  } catch {
    return true; // no signal for a moment: try again
  }
}

/** Take over the new state, keeping the keyboard where it was. */
function show(made) {
  const hadFocus = box.contains(document.activeElement);
  box.firstElementChild.replaceWith(made);
  if (hadFocus) box.querySelector("a,button")?.focus();
}

async function follow(goesOn) {
  while (goesOn() && Date.now() - began < LONGEST) {
    await new Promise((done) => setTimeout(done, EVERY));
    if (!document.hidden && !(await look())) return;
  }
}

if (box) {
  follow(() => box.firstElementChild.hasAttribute("data-running"));
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-download]")) follow(() => now() === "SIAP");
  });
}
