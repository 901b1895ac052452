/* A batch's page: looks again by itself while a job runs, then shows the result. Works without this too. */

const EVERY = 1500; // ms
const LONGEST = 30 * 60 * 1000;
const box = document.querySelector("[data-import-state]");
const began = Date.now();
const isRunning = () => box.firstElementChild.hasAttribute("data-running");

/** Take over the state as it is; false when the answer was no state, such as a log-in page. */
async function look() {
  try {
    const answer = await fetch(box.dataset.url, { cache: "no-store", redirect: "error" });
    if (!answer.ok) return false;
    const words = await answer.text();
    const made = new DOMParser().parseFromString(words, "text/html").body.firstElementChild;
    if (!made?.dataset.status) return false;
    const hadFocus = box.contains(document.activeElement);
    box.firstElementChild.replaceWith(made);
    if (hadFocus) box.querySelector("a")?.focus();
    return true;
  } catch {
    return true; // no signal for a moment: try again
  }
}

async function follow() {
  while (isRunning() && Date.now() - began < LONGEST) {
    await new Promise((done) => setTimeout(done, EVERY));
    if (!document.hidden && !(await look())) return;
  }
  if (!isRunning()) location.replace(location.pathname); // counts and rows have changed too
}

if (box && isRunning()) follow();
