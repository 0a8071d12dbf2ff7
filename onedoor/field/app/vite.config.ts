// Builds the app into the static files of the room; the names carry a hash, `built.json` says which they are.
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../static/field/app",
    emptyOutDir: true,
    manifest: "built.json",
    target: ["chrome80", "safari14"],
    modulePreload: false,
    // The policy of the pages allows no data: scripts or styles.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { main: "src/main.tsx", sw: "src/sw/sw.ts" },
      output: {
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "[name]-[hash].js"),
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
  worker: { format: "es" },
  test: { include: ["tests/**/*.test.ts"], environment: "node", setupFiles: ["fake-indexeddb/auto"] },
});
