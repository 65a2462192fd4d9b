import { keys } from "../platform/keys.ts";
import { absent, get, put, remove, unchanged, type Write } from "../platform/table.ts";
import { SecondFactor } from "./second-factor.ts";

export const getSecondFactor = (username: string): Promise<SecondFactor | undefined> =>
  get(SecondFactor, keys.secondFactor(username));

/** Replaces what was read. Fails its condition when it changed in between: a code is used once, however many try it at once. */
export const putSecondFactor = (username: string, next: SecondFactor, seen: SecondFactor | undefined): Write =>
  put({ ...keys.secondFactor(username), ...next }, seen ? unchanged("v", seen.v) : absent);

export const dropSecondFactor = (username: string, seen: SecondFactor): Write =>
  remove(keys.secondFactor(username), unchanged("v", seen.v));
