"use strict";
/**
 * Stands for `node:http` in every bundle. An `import` of a module of Node reads each of its exports, and two of this one's
 * fetch a whole web client (30 ms of processor time at each start); what is asked for by name brings itself alone.
 */
module.exports = process.getBuiltinModule("node:http");
