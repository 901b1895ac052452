/* What was typed is never lost: no sending without signal, no second sending by a double tap, a warning before leaving.
   The service worker answers a failed sending with "no content", so that the page stays as it is (sw.js). */

const AGAIN_AFTER = 12000; // ms; a second press is harmless (the record's id is made once), a dead button is not
const SLOW_AFTER = 5000;
const OLD_AFTER = 10 * 60 * 1000; // a page open this long may outlive its log-in
const opened = Date.now();
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

/** Say that nothing was sent, why, and that everything is still there. */
function tell(form, name) {
  forget(form);
  form.querySelector("[data-unsent]")?.remove();
  const box = putBefore(form, name);
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
  if (isGuarded(form)) changed.add(form);
  follow();
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

/** Ask first whether the log-in still holds, and take the token of now: a refused sending would lose the words. */
async function sendWithFreshToken(form, button) {
  try {
    const answer = await fetch(location.href, { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect") return tell(form, "signed-out");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]");
    if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token.value;
  } catch {
    return tell(form, "unsent");
  }
  forget(form);
  form.dataset.fresh = "ya";
  form.requestSubmit(button);
}

function send(event) {
  const form = event.target;
  if (event.defaultPrevented || !forms.includes(form)) return;
  if (!navigator.onLine) {
    event.preventDefault();
    tell(form, "unsent");
  } else if (form.dataset.sending) {
    event.preventDefault();
  } else {
    form.dataset.sending = "ya";
    form.setAttribute("aria-busy", "true");
    form.querySelector("[data-unsent]")?.remove();
    if (isGuarded(form) && !form.dataset.fresh && Date.now() - opened > OLD_AFTER) {
      event.preventDefault();
      sendWithFreshToken(form, event.submitter);
      return;
    }
    delete form.dataset.fresh;
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
  if (event.data === "unsent") forms.filter((form) => form.hasAttribute("aria-busy")).forEach((form) => tell(form, "unsent"));
});
