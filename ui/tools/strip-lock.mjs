/** Takes every address out of package-lock.json (registries, funding pages): names, versions and digests are what pins a package. */
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
for (const entry of Object.values(lock.packages)) {
  delete entry.resolved;
  delete entry.funding;
}
const text = JSON.stringify(lock, null, 2) + "\n";
if (/https?:/.test(text)) throw new Error("package-lock.json still holds an address");
writeFileSync(path, text);
