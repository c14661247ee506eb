import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv, type UserConfig } from "vite";

/** `service` is the one that answers while developing. */
const configurationFor = (service: string): UserConfig => ({
  plugins: [react()],
  resolve: { conditions: ["@tenure/source", "module", "browser", "development|production"] },
  build: {
    target: "es2024",
    // `light-dark()` and nesting stay as they are written.
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    // The service allows no `data:` scripts, and small pictures are files like others.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      // The service takes changes from its own origin only.
      "/api": { target: service, changeOrigin: true, headers: { origin: service } },
      "/inspect": { target: service, changeOrigin: true, ws: true, headers: { origin: service } },
    },
  },
});

export default defineConfig(({ mode }) =>
  configurationFor(loadEnv(mode, ".", "TENURE_")["TENURE_URL"] ?? "http://127.0.0.1:8080"),
);
