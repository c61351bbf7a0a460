// Copies the libraries that the pages load from node_modules to vendor/, so that the server never serves node_modules.
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const files = [["socket.io-client/dist/socket.io.esm.min.js", "socket.io.esm.min.js"]];

await mkdir(join(here, "vendor"), { recursive: true });
for (const [from, to] of files) {
  await copyFile(join(here, "node_modules", from), join(here, "vendor", to));
  console.log(`vendor/${to}`);
}
