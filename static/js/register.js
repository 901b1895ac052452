/* Daftarkan PMI Purna: shows what the NIK says, and keeps "Tidak keduanya" alone. The page works without this. */

const MONTHS = [
  "Januari", "Februari", "Maret", "April", "Mei", "Juni",
  "Juli", "Agustus", "September", "Oktober", "November", "Desember",
];

/** Birth date and sex inside a NIK, or null: 40 is added to the day for women (same rule as core/nik.py). */
export function readNik(text, today = new Date()) {
  const digits = text.replace(/[^0-9]/g, "");
  if (digits.length !== 16) return null;
  const woman = Number(digits.slice(6, 8)) > 40;
  const day = Number(digits.slice(6, 8)) - (woman ? 40 : 0);
  const month = Number(digits.slice(8, 10));
  for (const century of [2000, 1900]) {
    const year = century + Number(digits.slice(10, 12));
    const born = new Date(year, month - 1, day);
    if (born <= today && born.getMonth() === month - 1 && born.getDate() === day) {
      return { sex: woman ? "perempuan" : "laki-laki", day, month, year, born };
    }
  }
  return null;
}

function age(born, today) {
  const early = today.getMonth() < born.getMonth()
    || (today.getMonth() === born.getMonth() && today.getDate() < born.getDate());
  return today.getFullYear() - born.getFullYear() - (early ? 1 : 0);
}

function followNik(form) {
  const nik = form.elements.namedItem("nik");
  const box = form.querySelector("[data-derived]");
  const words = form.querySelector("[data-derived-text]");
  const show = () => {
    const found = readNik(nik.value);
    box.hidden = !found;
    if (found) {
      const date = `${found.day} ${MONTHS[found.month - 1]} ${found.year}`;
      words.textContent = `${found.sex}, lahir ${date} (${age(found.born, new Date())} tahun)`;
    }
  };
  nik.addEventListener("input", show);
  show();
  form.querySelector("[data-derived-open]").addEventListener("click", (event) => {
    event.preventDefault();
    form.querySelector("[data-own-details]").open = true;
    form.elements.namedItem("sex").focus();
  });
}

function keepNeitherAlone(form) {
  const boxes = [...form.querySelectorAll("input[name=needs]")];
  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (!box.checked) return;
      for (const other of boxes) {
        if (other !== box && (box.value === "TIDAK" || other.value === "TIDAK")) other.checked = false;
      }
    });
  }
}

const form = document.querySelector("form[data-register]");
if (form) {
  followNik(form);
  keepNeitherAlone(form);
}
