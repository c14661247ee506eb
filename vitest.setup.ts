import { configureGlobal } from "fast-check";

// A run with a fixed seed tells a broken change from bad luck; without one, each run looks elsewhere.
const seed = process.env["FAST_CHECK_SEED"];
if (seed !== undefined) configureGlobal({ seed: Number(seed) });
