import { queryOptions } from "@tanstack/react-query";
import { ApiProblem } from "../api/problem.ts";
import { send } from "../api/send.ts";

export interface SignedIn {
  user: {
    id: string;
    kind: "admin" | "reseller" | "customer";
    account?: string;
    username?: string;
    permissions: string[];
  };
}

export const sessionKey = ["session"] as const;

/** Who is signed in, or null. Being signed out is an answer, not an error. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<SignedIn | null> => {
    try {
      return await send<SignedIn>("GET", "/api/v1/session");
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
});

export const signIn = (body: { username: string; password: string; otp?: string }) =>
  send<SignedIn>("POST", "/api/v1/session", { body });

export const signOut = () => send<void>("DELETE", "/api/v1/session");

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
      const answer = await send<LocalSignIn[] | { items: LocalSignIn[] }>("GET", "/local/sign-ins");
      return Array.isArray(answer) ? answer : answer.items;
    } catch {
      return [];
    }
  },
});
