import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` finds the API: the address that `marsad serve` prints. */
const API = process.env["MARSAD_API"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../src/marsad/web/page",
    emptyOutDir: true,
    target: "es2022",
    // light-dark() and :dir() are kept as written: they need no rewriting in the browsers that MapLibre 6 runs in
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0, // nothing as a data: address, so that the strict policy for scripts and fonts holds
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200, // MapLibre is one file of 1.1 MB (295 kB compressed), loaded after the first paint
  },
  server: { proxy: { "/api": API } },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
