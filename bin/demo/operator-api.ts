/** The demo talks to the product as any operator's script would: over HTTP, signed in as a person of the staff. */

export interface OperatorApi {
  get<T>(path: string): Promise<T>;
  /** POST to /api/v1; a repeated key gets the first answer. */
  post<T>(path: string, body: unknown, idempotencyKey?: string): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  /** An edit, of the version that was read where there are versions. */
  patch<T>(path: string, body: unknown, version?: number): Promise<T>;
  remove(path: string): Promise<void>;
}

export interface ListPage<T> {
  items: T[];
  nextCursor: string | null;
}

async function reply<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${new URL(response.url).pathname}: ${text.slice(0, 500)}`);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Signs in and keeps the cookie. @throws Error when the sign-in is refused */
export async function signInAt(baseUrl: string, user: { username: string; password: string }): Promise<OperatorApi> {
  const json = { "content-type": "application/json", origin: baseUrl };
  const signedIn = await fetch(`${baseUrl}/api/v1/session`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ username: user.username, password: user.password }),
  });
  const cookie = (signedIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  await reply(signedIn);
  const call = async <T>(method: string, path: string, more: { headers?: object; body?: string } = {}) =>
    reply<T>(
      await fetch(`${baseUrl}/api/v1${path}`, { ...more, method, headers: { ...json, cookie, ...more.headers } }),
    );
  return {
    get: (path) => call("GET", path),
    post: (path, body, idempotencyKey) =>
      call("POST", path, {
        body: JSON.stringify(body),
        ...(idempotencyKey ? { headers: { "idempotency-key": idempotencyKey } } : {}),
      }),
    put: (path, body) => call("PUT", path, { body: JSON.stringify(body) }),
    patch: (path, body, version) =>
      call("PATCH", path, {
        body: JSON.stringify(body),
        ...(version === undefined ? {} : { headers: { "if-match": `"${version}"` } }),
      }),
    remove: (path) => call("DELETE", path),
  };
}

/** PUTs a file to a pre-signed URL. */
export async function putFile(url: string, body: string): Promise<void> {
  await reply(await fetch(url, { method: "PUT", body }));
}

/** Asks again until the answer is as wished; the demo's own jobs take seconds. @throws Error after five minutes */
export async function until<T>(ask: () => Promise<T>, isReady: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + 5 * 60_000;
  for (let pauseMs = 50; Date.now() < end; pauseMs = Math.min(pauseMs * 2, 500)) {
    const answer = await ask();
    if (isReady(answer)) return answer;
    await new Promise((resume) => setTimeout(resume, pauseMs));
  }
  throw new Error("a background job of the demo did not end");
}
