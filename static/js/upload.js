/* A file: told at once when it is too large, how far it is sent, and kept when something else in the form is wrong. The
   form works without this too. */

const box = (form) => form.querySelector("[data-upload]");
const inputs = (form) => [...box(form).querySelectorAll("input[type=file]")];
const chosen = (form) => inputs(form).find((input) => input.files.length);

function choose({ target }) {
  if (!target.matches("[data-upload] input[type=file]")) return;
  const { form } = target;
  for (const other of inputs(form)) if (other !== target && target.files.length) other.value = "";
  const file = target.files[0];
  box(form).querySelector("[data-too-big]").hidden = !file || file.size <= Number(box(form).dataset.most);
}

function show(form, percent) {
  const shown = box(form).querySelector("[data-progress]");
  shown.hidden = percent === null;
  if (shown.hidden) return;
  shown.querySelector("progress").value = percent;
  shown.querySelector("[data-percent]").textContent = percent;
  shown.querySelector("[data-sending]").hidden = percent === 100;
  shown.querySelector("[data-checking]").hidden = percent !== 100;
}

/** The errors of the answer beside the inputs of this page, which keep what they hold. False when the answer asks for
    more than that. */
function takeErrors(form, words) {
  const answer = new DOMParser().parseFromString(words, "text/html");
  const summary = answer.querySelector(".govuk-error-summary");
  if (!summary || answer.querySelector("[data-conflict],.dm-conflict")) return false;
  for (const group of form.querySelectorAll(".govuk-form-group")) {
    const input = group.querySelector("[id]:is(input,select,textarea)");
    const now = input && answer.getElementById(input.id)?.closest(".govuk-form-group");
    if (!now) continue;
    group.classList.toggle("govuk-form-group--error", now.classList.contains("govuk-form-group--error"));
    group.querySelector(":scope > .govuk-error-message")?.remove();
    const error = now.querySelector(":scope > .govuk-error-message");
    if (error) (group.querySelector(":scope > .govuk-hint") ?? group.querySelector("label,legend")).after(error);
  }
  document.querySelector(".govuk-error-summary")?.remove();
  document.querySelector("main :is(.dm-eyebrow, h1)").before(summary);
  for (const link of summary.querySelectorAll("a[href^='#']")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.getElementById(link.hash.slice(1))?.focus();
    });
  }
  summary.focus();
  return true;
}

function finish(form, request) {
  const tell = (detail) => form.dispatchEvent(new CustomEvent("unsent", { bubbles: true, detail }));
  delete form.dataset.uploading;
  show(form, null);
  if (!request.status) return tell("unsent");
  if (request.status >= 500) return tell("server");
  const isJson = request.getResponseHeader("Content-Type")?.startsWith("application/json");
  if (request.status === 200 && isJson) return location.assign(JSON.parse(request.responseText).url);
  if (request.status === 422 && takeErrors(form, request.responseText)) return tell("");
  return HTMLFormElement.prototype.submit.call(form); // whatever it is, the browser shows it
}

function send(event) {
  const form = event.target;
  if (event.defaultPrevented || !box(form)) return;
  if (form.dataset.uploading || !box(form).querySelector("[data-too-big]").hidden) {
    event.preventDefault();
    if (!form.dataset.uploading) form.dispatchEvent(new CustomEvent("unsent", { bubbles: true, detail: "" }));
    chosen(form)?.focus();
    return;
  }
  if (!chosen(form)) return;
  event.preventDefault();
  form.dataset.uploading = "ya";
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Unggah", "1");
  request.upload.addEventListener("progress", ({ loaded, total }) => show(form, Math.floor(100 * loaded / total)));
  request.upload.addEventListener("load", () => show(form, 100));
  request.addEventListener("loadend", () => finish(form, request));
  show(form, 0);
  request.send(new FormData(form, event.submitter));
}

document.addEventListener("change", choose);
document.addEventListener("submit", send);
