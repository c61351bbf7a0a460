// Makes vendor/ of the libraries that the pages load, so that the server never serves node_modules: one ES module for
// each name of the import map (pages/base.html). What several of them need is one chunk: two copies of Yjs would not
// know each other's types.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "vendor");
const modules = {
  yjs: "yjs",
  "y-protocols-awareness": "y-protocols/awareness",
  "y-codemirror": "y-codemirror.next",
  "y-indexeddb": "y-indexeddb",
  "codemirror-state": "@codemirror/state",
  "codemirror-view": "@codemirror/view",
  "codemirror-commands": "@codemirror/commands",
  "virtual-core": "@tanstack/virtual-core",
};

await rm(vendor, { recursive: true, force: true });
await mkdir(vendor, { recursive: true });
await build({ absWorkingDir: here, entryPoints: modules, outdir: vendor, bundle: true, splitting: true, format: "esm", minify: true, chunkNames: "chunk-[hash]", legalComments: "linked", logLevel: "warning" });
// Last: set-up takes this one for the sign that all are there.
await copyFile(join(here, "node_modules", "socket.io-client/dist/socket.io.esm.min.js"), join(vendor, "socket.io.esm.min.js"));
console.log("vendor/");
