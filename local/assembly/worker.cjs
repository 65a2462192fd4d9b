"use strict";
// One function's bundle in a thread with an environment of its own, as Lambda's runtime would hold it.
const { parentPort, workerData } = require("node:worker_threads");
const { pathToFileURL } = require("node:url");

const loaded = import(pathToFileURL(workerData.file).href);

parentPort.on("message", async ({ id, event, context, deadline }) => {
  try {
    const { handler } = await loaded;
    const given = { ...context, getRemainingTimeInMillis: () => deadline - Date.now() };
    const reply = await handler(event, given);
    parentPort.postMessage({ id, reply: reply === undefined ? null : JSON.parse(JSON.stringify(reply)) });
  } catch (error) {
    parentPort.postMessage({ id, failed: { name: error.name, message: error.message, stack: error.stack } });
  }
});
