import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { closestLanguage, speak, storedLanguage } from "./i18n";
import "./ui/styles.css";

const language = storedLanguage() ?? closestLanguage(undefined);
const locale = await speak(language, false);
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App initial={{ language, locale }} />
  </StrictMode>,
);
