import { queryOptions } from "@tanstack/react-query";
import { answer, api, type Schemas } from "../api/client.ts";
import { ApiProblem } from "../api/problem.ts";
import { send } from "../api/send.ts";

export type SignedIn = Schemas["SignedIn"];

export const sessionKey = ["session"] as const;

/**
 * Leaves what whoever is signed in may read, which is no secret, for `public/early.js`: it asks for nothing in vain. A
 * customer is asked nothing early.
 */
function remembered<S extends SignedIn | null>(session: S): S {
  try {
    if (session && session.user.kind !== "customer" && !session.needsSecondFactor)
      localStorage.setItem("switchbook-may", session.user.permissions.join(" "));
    else localStorage.removeItem("switchbook-may");
  } catch {
    // Storage may be switched off; the page asks later then.
  }
  return session;
}

/** Who is signed in, or null. Being signed out is an answer, not an error. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<SignedIn | null> => {
    try {
      return remembered(await answer(api.GET("/api/v1/session")));
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return remembered(null);
      throw error;
    }
  },
});

const nameKey = "switchbook-user-name";

/** The name that was signed in with, to greet by: the session itself knows ids only. */
export const userName = ({ user }: SignedIn): string => {
  const [id, name] = (localStorage.getItem(nameKey) ?? "").split(" ");
  return id === user.id && name ? name : (user.account ?? user.id);
};

export async function signIn(body: Schemas["SignIn"]): Promise<SignedIn> {
  const session = await answer(api.POST("/api/v1/session", { body }));
  localStorage.setItem(nameKey, `${session.user.id} ${body.username}`);
  return remembered(session);
}

const leftKey = "switchbook-left-page";

/** Enters the session of an account below, in a second cookie; one's own stays. The page is kept for the way back. */
export async function switchTo(body: Schemas["SwitchLogin"]): Promise<void> {
  await answer(api.POST("/api/v1/session/switch", { body }));
  sessionStorage.setItem(leftKey, location.pathname + location.search);
}

/**
 * Back to the page, with its filters, on which one was when one switched. It is loaded anew: nothing that was read in
 * the other's name is shown in one's own.
 */
export async function returnToOwn(): Promise<void> {
  await answer(api.POST("/api/v1/session/return"));
  const left = sessionStorage.getItem(leftKey) ?? "";
  location.assign(`/${left.replace(/^\/+/, "")}`);
}

/** Whether the session is over that one switched to, while one's own goes on. */
export const switchOverQuery = queryOptions({
  queryKey: ["session-switched-over"],
  staleTime: 0,
  queryFn: async (): Promise<boolean> => {
    try {
      await answer(api.GET("/api/v1/session"));
      return false;
    } catch (error) {
      return error instanceof ApiProblem && error.fields.some(({ path }) => path === "switched");
    }
  },
});

export async function signOut(): Promise<void> {
  await answer(api.DELETE("/api/v1/session"));
  remembered(null);
}

export interface LocalSignIn {
  username: string;
  password: string;
  label?: string;
}

/** The demo's sign-ins, which only the local stack tells. Anywhere else there is nothing at this address. */
export const localSignInsQuery = queryOptions({
  queryKey: ["local", "sign-ins"],
  retry: false,
  queryFn: async (): Promise<LocalSignIn[]> => {
    try {
      return await send<LocalSignIn[]>("GET", "/local/sign-ins");
    } catch {
      return [];
    }
  },
});
