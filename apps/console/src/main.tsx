import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app.tsx";

import "./design/tokens.css";
import "./design/base.css";

const place = document.querySelector("#console");
if (place === null) throw new TypeError("The page has no place for the console.");
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
