// How heavy the first load is: script and style as they travel (gzip), without the map. Fails when it grows too heavy.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const folder = process.argv[2];
// The issue allows 300 kB; the app weighs a fifth of it, and is not to double unnoticed.
const MOST = 100_000;
const isCode = (name) => /\.(js|css)$/.test(name);
const sizes = readdirSync(folder, { recursive: true })
  .filter(isCode)
  .map((name) => ({ name, bytes: gzipSync(readFileSync(join(folder, name)), { level: 9 }).length }));
const isMap = ({ name }) => name.startsWith("map-");
const sum = (parts) => parts.reduce((total, { bytes }) => total + bytes, 0);
const first = sum(sizes.filter((part) => !isMap(part)));

for (const { name, bytes } of sizes) console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${name}`);
console.log(`首次打开 (first load, gzip, without the map): ${(first / 1000).toFixed(1)} kB, 上限 (at most) ${MOST / 1000} kB`);
console.log(`地图 (the map): ${(sum(sizes.filter(isMap)) / 1000).toFixed(1)} kB`);
if (!sizes.length || first > MOST) {
  console.error("手机端太重，或者没有生成。(The phone app is too heavy, or was not built.)");
  process.exit(1);
}
