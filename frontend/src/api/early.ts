/** What `public/early.js` has asked for before this code was there, by path and query. */
const answers = (globalThis as { switchbookEarly?: Map<string, Promise<Response>> }).switchbookEarly;

/** Milliseconds since the page began; what was asked then is as old. */
const fresh = 15_000;

/** The answer that is on its way or has come; once, while it is new, and only when it is a good one or says who is signed in. */
async function taken(url: string, request: Request): Promise<Response> {
  const answer = answers?.get(url);
  answers?.delete(url);
  const came = performance.now() < fresh ? await answer?.catch(() => undefined) : undefined;
  return came && (came.ok || url === "/api/v1/session") ? came : fetch(request);
}

/** `fetch` that does not ask twice. Whatever changes something makes the early answers old. */
export function fetchOnce(request: Request): Promise<Response> {
  if (!answers?.size) return fetch(request);
  if (request.method !== "GET") {
    answers.clear();
    return fetch(request);
  }
  const { pathname, search } = new URL(request.url);
  return taken(pathname + search, request);
}
