// Checklists in the field: one position on request, the moment of capture, items that depend on another's answer.
function here(button) {
  const form = button.closest("form");
  const said = form.querySelector("[data-here-said]");
  if (!navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    said.textContent = button.dataset.seeking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.lng.value = coords.longitude.toFixed(6);
        form.elements.lat.value = coords.latitude.toFixed(6);
        form.elements.accuracy.value = String(Math.round(coords.accuracy));
        said.textContent = button.dataset.found.replace("{m}", form.elements.accuracy.value);
      },
      () => {
        said.textContent = button.dataset.lost;
      },
      { enableHighAccuracy: true, timeout: 12000, maximumAge: 0 },
    );
  });
}

function depending(form) {
  const tell = () => {
    form.querySelectorAll("[data-depends]").forEach((item) => {
      const chosen = form.querySelector(`[name="${item.dataset.depends}"]:checked`);
      const shown = Boolean(chosen) && item.dataset.on.split(" ").includes(chosen.value);
      item.hidden = !shown;
      item.disabled = !shown;
    });
  };
  form.addEventListener("change", tell);
  tell();
}

export function start(root) {
  root.querySelectorAll("[data-here]").forEach(here);
  root.querySelectorAll("form[data-sheet]").forEach(depending);
  root.querySelectorAll("[data-captured]").forEach((field) => {
    field.form.addEventListener("submit", () => {
      if (!field.value) field.value = new Date().toISOString();
    });
  });
}
