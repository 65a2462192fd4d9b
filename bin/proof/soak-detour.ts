import http from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { engineHeader } from "./soak-faults.ts";

/** Loaded before the stack of a soak: what it says to its table goes by way of SOAK_WAY, a port of this machine. */

const way = Number(process.env["SOAK_WAY"]);
const direct = http.request;

function detour(...asked: Parameters<typeof http.request>): http.ClientRequest {
  const [options, ...rest] = asked as unknown as [http.RequestOptions, ...unknown[]];
  const headers = options.headers as Record<string, string> | undefined;
  const target = headers && Object.entries(headers).find(([name]) => name.toLowerCase() === "x-amz-target")?.[1];
  if (!target?.startsWith("DynamoDB_")) return direct(...asked);
  const led = { ...options, port: way, headers: { ...headers, [engineHeader]: String(options.port) } };
  return (direct as (...all: unknown[]) => http.ClientRequest)(led, ...rest);
}

http.request = detour as typeof http.request;
syncBuiltinESMExports();
