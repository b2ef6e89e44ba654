// What every page carries: htmx under a strict policy, and small behaviours that plain pages do without.
import htmx from "htmx.org/dist/htmx.esm.js";
import { start as bars } from "./bars.js";
import { start as busy } from "./busy.js";
import { start as dialogs } from "./dialogs.js";
import { start as keys } from "./keys.js";
import { start as leave } from "./leave.js";
import { start as menus } from "./menus.js";
import { start as photos } from "./photos.js";
import { start as sheet } from "./sheet.js";
import { start as toasts } from "./toasts.js";
import { start as enhance } from "./enhance.js";

// Inline scripts and eval are forbidden by the pages' policy; answers with errors are shown, not swallowed.
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  scrollIntoViewOnBoost: false,
  timeout: 30000,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "[45]..", swap: true, error: true },
  ],
});
window.htmx = htmx;

document.documentElement.classList.add("js");
leave();
dialogs();
bars();
busy();
keys();
menus();
toasts();
htmx.onLoad((root) => {
  photos(root);
  sheet(root);
  enhance(root);
  document.dispatchEvent(new CustomEvent("mulin:load", { detail: { root } }));
});
