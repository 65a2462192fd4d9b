"use strict";
/** Stands for `node:http2` in every bundle: loaded by the first stream that is written to, not by each start. */
const http2 = () => process.getBuiltinModule("node:http2");
module.exports = {
  connect: (...args) => http2().connect(...args),
  constants: new Proxy({}, { get: (_none, name) => http2().constants[name] }),
};
