// Asks for what the page will need while the code is still on its way that would ask for it. A file, because the CSP
// allows no inline script. What it asks the API for is taken over by src/api/early.ts; whoever takes none asks by itself.
(() => {
  const path = location.pathname;
  let stored = {};
  try {
    stored = { ...localStorage };
  } catch {
    // Storage may be switched off; nothing was chosen then.
  }
  // What whoever was signed in here last may read (src/auth/session.api.ts). Nobody was: the sign-in comes first.
  const known = stored["switchbook-may"];
  const may = (permission) => known?.split(" ").includes(permission);

  const files = JSON.parse(document.currentScript.dataset.files);
  for (const file of files[known ? path : "/sign-in"] ?? files["*"] ?? []) {
    const link = document.createElement("link");
    link.rel = file.endsWith(".css") ? "preload" : "modulepreload";
    if (link.rel === "preload") link.as = "style";
    link.crossOrigin = "";
    link.href = `/${file}`;
    document.head.append(link);
  }

  const zone = stored["switchbook-zone"] ?? (Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
  const brand = new URLSearchParams(location.search).get("of") ?? stored["switchbook-brand"] ?? "";
  const asked = {
    "/": known && [`home?timeZone=${encodeURIComponent(zone)}`, "alerts?limit=100"],
    "/customers": may("customers:read") && ["customers/index", "preferences"],
  };
  const answers = new Map();
  // Read to its end: an answer that nobody takes would hold its connection.
  const whole = async (url) => {
    const came = await fetch(url, { headers: { accept: "application/json" } });
    const body = await came.arrayBuffer();
    return new Response(body.byteLength === 0 ? null : body, { status: came.status, headers: came.headers });
  };
  const ask = (what) => {
    const url = `/api/v1/${what}`;
    const answer = whole(url);
    // A failure is told to whoever takes the answer, and to nobody else.
    answer.catch(() => undefined);
    answers.set(url, answer);
  };
  for (const what of ["session", `branding${brand && `?account=${encodeURIComponent(brand)}`}`, ...(asked[path] || [])])
    ask(what);
  globalThis.switchbookEarly = answers;
})();
