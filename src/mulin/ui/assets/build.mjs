// Bundles styles, scripts and the icon sprite into ui/static/build; names stay plain,
// the static files storage adds the hashes.
import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "build");
const icons = join(here, "../../../../node_modules/@tabler/icons/icons");

// In-app browsers on old phones: no newer syntax than theirs.
const TARGET = ["chrome80", "safari14", "firefox78"];

async function icon(name) {
  const filled = name.endsWith("-filled");
  const file = filled ? join(icons, "filled", `${name.slice(0, -7)}.svg`) : join(icons, "outline", `${name}.svg`);
  const svg = await readFile(file, "utf8");
  const body = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  const drawn = body.replace(/<path stroke="none"[^>]*\/>/g, "").replace(/\s+/g, " ").trim();
  const paint = filled
    ? 'fill="currentColor" stroke="none"'
    : 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${drawn}</symbol>`;
}

async function sprite() {
  const list = (await readFile(join(here, "icons.txt"), "utf8")).split(/\s+/).filter(Boolean);
  const symbols = await Promise.all([...new Set(list)].sort().map(icon));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  await writeFile(join(out, "icons.svg"), svg);
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const made = await build({
  entryPoints: ["css/app.css", "css/map.css", "js/app.js", "js/map.js", "js/chart.js", "js/offline.js", "js/worker.js"].map((f) => join(here, f)),
  entryNames: "[name]",
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: TARGET,
  supported: { destructuring: true }, // Safari 14 has it but for one rare form that is not used here
  loader: { ".png": "dataurl", ".svg": "dataurl" },
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});
await sprite();

// What a phone keeps to open the field without network; whoever serves the worker turns names into addresses.
const KEPT = ["build/app.css", "build/app.js", "build/offline.js", "build/icons.svg", "build/map.css", "build/map.js", "mark.svg"];
const listed = await Promise.all(
  KEPT.map(async (name) => [name, createHash("sha256").update(await readFile(join(out, "..", name))).digest("hex").slice(0, 16)]),
);
await writeFile(join(out, "precache.json"), `${JSON.stringify(Object.fromEntries(listed), null, 1)}\n`);
const sizes = await Promise.all(
  [...Object.keys(made.metafile.outputs).map((f) => f.split("/").pop()), "icons.svg"].map(async (name) => {
    const bytes = gzipSync(await readFile(join(out, name)), { level: 9 }).length;
    return `${name} ${(bytes / 1024).toFixed(1)} kB`;
  }),
);
console.log(`assets built (gzipped): ${sizes.join(", ")}`);
