// Small comforts: selects that send their form, counters of letters left, all rows ticked at once, copying and printing.
function counter(field) {
  const shown = document.getElementById(field.dataset.counter);
  if (!shown) return;
  const tell = () => {
    shown.textContent = `${[...field.value].length}/${field.maxLength}`;
  };
  field.addEventListener("input", tell);
  tell();
}

function tickAll(box) {
  const scope = box.closest("form") || box.closest("table") || document;
  const boxes = () => [...scope.querySelectorAll(`input[type="checkbox"][name="${box.dataset.tickAll}"]`)];
  const tell = () => {
    const count = boxes().filter((one) => one.checked).length;
    scope.querySelectorAll("[data-ticked]").forEach((element) => {
      element.textContent = String(count);
    });
    scope.querySelectorAll("[data-needs-ticks]").forEach((element) => {
      element.disabled = count === 0;
    });
  };
  box.addEventListener("change", () => {
    boxes().forEach((one) => {
      one.checked = box.checked;
    });
    tell();
  });
  scope.addEventListener("change", tell);
  tell();
}

// A question that another answer makes unnecessary is put away, and what had been answered is not sent.
function asked(element) {
  const form = element.form;
  const field = element.closest(".field");
  if (!form || !field) return;
  const tell = () => {
    const yes = [...form.querySelectorAll(`[name="${element.dataset.after}"]`)].some((one) => one.checked && !one.disabled && one.value === "1");
    element.disabled = !yes;
    field.hidden = !yes;
  };
  form.addEventListener("change", tell);
  tell();
}

const ways = {
  "[data-send]": (element) => element.addEventListener("change", () => element.form && element.form.requestSubmit && element.form.requestSubmit()),
  "[data-counter]": counter,
  "[data-tick-all]": tickAll,
  "input[data-after]": asked,
  "[data-print]": (element) => element.addEventListener("click", () => window.print()),
  "[data-back]": (element) => element.addEventListener("click", () => window.history.back()),
  "[data-copy]": (element) =>
    element.addEventListener("click", () => {
      if (!navigator.clipboard) return;
      navigator.clipboard.writeText(element.dataset.copy).then(() => {
        if (element.dataset.copied) element.textContent = element.dataset.copied;
      });
    }),
};

export function start(root) {
  Object.entries(ways).forEach(([selector, bind]) => {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches && root.matches(selector)) found.push(root);
    found.forEach((element) => {
      const mark = `bound${selector.replace(/\W/g, "")}`;
      if (element[mark]) return;
      element[mark] = true;
      bind(element);
    });
  });
}
