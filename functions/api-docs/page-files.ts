/** Style and script of the API's page, as files of our own: inline scripts are forbidden by the Content-Security-Policy. */

export const styleSheet = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
details { border: 1px solid #8886; border-radius: 6px; margin: 0.4rem 0; padding: 0.4rem 0.8rem; }
summary { cursor: pointer; min-height: 1.75rem; overflow-wrap: anywhere; }
pre { overflow: auto; max-height: 24rem; background: #8881; padding: 0.5rem; border-radius: 4px; font-size: 0.85rem; }
table { border-collapse: collapse; width: 100%; display: block; overflow: auto; }
th, td { text-align: left; vertical-align: top; padding: 0.2rem 0.6rem 0.2rem 0; }
form label { display: block; margin: 0.4rem 0; }
input, textarea, button { font: inherit; padding: 0.3rem 0.5rem; max-width: 100%; box-sizing: border-box; }
textarea { width: 100%; font-family: ui-monospace, monospace; }
output { display: block; white-space: pre-wrap; overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
`;

/** Sends the form's request with the reader's session and shows status and body as text. */
export const tryScript = `
for (const form of document.querySelectorAll("form[data-path]"))
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const output = form.querySelector("output");
    const query = new URLSearchParams();
    let path = form.dataset.path;
    for (const input of form.querySelectorAll("input")) {
      if (input.dataset.in === "path") path = path.replace("{" + input.name + "}", encodeURIComponent(input.value));
      else if (input.value !== "") query.set(input.name, input.value);
    }
    const body = form.querySelector("textarea")?.value;
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    output.textContent = "...";
    try {
      const address = path + (query.size > 0 ? "?" + query : "");
      const reply = await fetch(address, { method: form.dataset.method.toUpperCase(), headers, body });
      const text = await reply.text();
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch {}
      output.textContent = reply.status + " " + reply.statusText + "\\n" + shown;
    } catch (error) {
      output.textContent = String(error);
    }
  });
`;
