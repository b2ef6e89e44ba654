// Photos are shrunk on the phone before they are sent, shown, and can be taken away again.
import { waitFor } from "./busy.js";
import { shrunk } from "./shrink.js";

function preview(file, index, box, remove) {
  const item = document.createElement("div");
  item.className = "photo-one";
  const image = document.createElement("img");
  image.alt = `${box.dataset.photoWord} ${index + 1}`;
  image.src = URL.createObjectURL(file);
  image.onload = () => URL.revokeObjectURL(image.src);
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", `${box.dataset.removeWord} ${index + 1}`);
  const mark = document.createElement("span");
  mark.textContent = "×";
  mark.setAttribute("aria-hidden", "true");
  button.append(mark);
  button.addEventListener("click", remove);
  item.append(image, button);
  return item;
}

function bind(box) {
  const input = box.querySelector('input[type="file"]');
  if (!input || typeof DataTransfer === "undefined") return;
  const most = Number(box.dataset.most || 9);
  let kept = [];
  box.classList.add("is-live");

  const draw = () => {
    const carrier = new DataTransfer();
    kept.forEach((file) => carrier.items.add(file));
    input.files = carrier.files;
    box.querySelectorAll(".photo-one").forEach((item) => item.remove());
    const add = box.querySelector(".photo-add");
    kept.forEach((file, index) => {
      const remove = () => {
        kept = kept.filter((one) => one !== file);
        draw();
        input.focus();
      };
      add.before(preview(file, index, box, remove));
    });
    input.required = input.required && kept.length === 0;
    add.hidden = kept.length >= most;
  };

  input.addEventListener("change", () => {
    const chosen = [...input.files];
    const note = box.querySelector(".photo-note");
    if (note && kept.length + chosen.length > most) note.textContent = box.dataset.mostWord;
    const work = Promise.all(chosen.slice(0, most - kept.length).map(shrunk)).then((files) => {
      kept = [...kept, ...files].slice(0, most);
      draw();
    });
    waitFor(input.form, work);
  });
}

export function start(root) {
  root.querySelectorAll("[data-photos]").forEach((box) => {
    if (!box.dataset.bound) {
      box.dataset.bound = "1";
      bind(box);
    }
  });
}
