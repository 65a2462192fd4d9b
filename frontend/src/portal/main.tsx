import "../trusted-types.ts";
import "../ui/styles.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "../app.tsx";
import { portalRouter } from "./portal-router.ts";

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App router={portalRouter} />
    </StrictMode>,
  );
