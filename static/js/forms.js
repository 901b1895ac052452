/* What was typed is never lost: no sending without signal, no second sending by a double tap, a warning before leaving.
   The service worker answers a failed sending with "no content", so that the page stays as it is (sw.js). */

const AGAIN_AFTER = 12000; // ms; a second press is harmless (the record's id is made once), a dead button is not
const SLOW_AFTER = 5000;
const forms = [...document.querySelectorAll("form[method=post]")];
const changed = new Set();
const notice = (name) => document.querySelector(`template[data-notice=${name}]`).content.cloneNode(true);

const warn = (event) => event.preventDefault();
const follow = () => (changed.size ? addEventListener : removeEventListener)("beforeunload", warn);

/** Forms worth a warning: more than one input, or words of one's own. */
function isGuarded(form) {
  const inputs = form.querySelectorAll("input:not([type=hidden]),select,textarea");
  return !form.hasAttribute("data-unguarded") && (inputs.length > 1 || form.querySelector("textarea"));
}

function putBefore(form, name) {
  const button = form.querySelector(".dm-actions") ?? form.querySelector("[type=submit]");
  button.before(notice(name));
  return button.previousElementSibling;
}

function forget(form) {
  delete form.dataset.sending;
  form.removeAttribute("aria-busy");
  form.querySelector("[data-slow]")?.remove();
}

/** Still here after a while: the sending was stopped, or it hangs. */
function allowAgain(form) {
  if (!form.dataset.sending) return;
  delete form.dataset.sending;
  if (isGuarded(form)) changed.add(form);
  follow();
}

/** Say that nothing was sent and that everything is still there. */
function tellUnsent(form) {
  forget(form);
  form.querySelector("[data-unsent]")?.remove();
  const box = putBefore(form, "unsent");
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
  if (isGuarded(form)) changed.add(form);
  follow();
}

function send(event) {
  const form = event.target;
  if (event.defaultPrevented || !forms.includes(form)) return;
  if (!navigator.onLine) {
    event.preventDefault();
    tellUnsent(form);
  } else if (form.dataset.sending) {
    event.preventDefault();
  } else {
    form.dataset.sending = "ya";
    form.setAttribute("aria-busy", "true");
    form.querySelector("[data-unsent]")?.remove();
    changed.clear();
    follow();
    setTimeout(() => form.dataset.sending && putBefore(form, "slow"), SLOW_AFTER);
    setTimeout(() => allowAgain(form), AGAIN_AFTER);
  }
}

for (const form of forms.filter(isGuarded)) {
  if (form.querySelector(".govuk-form-group--error")) changed.add(form); // refused: what it holds is saved nowhere
  form.addEventListener("input", () => { changed.add(form); follow(); });
}
follow();
document.addEventListener("submit", send);
addEventListener("pageshow", () => forms.forEach(forget));
addEventListener("online", () => {
  for (const line of document.querySelectorAll("[data-unsent] [data-when]")) line.hidden = line.dataset.when !== "online";
});
navigator.serviceWorker?.addEventListener("message", (event) => {
  if (event.data === "unsent") forms.filter((form) => form.hasAttribute("aria-busy")).forEach(tellUnsent);
});
