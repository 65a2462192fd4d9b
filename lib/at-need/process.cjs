"use strict";
/** Stands for `node:process` in every bundle. An `import` of it opens standard input, output and errors. */
module.exports = process;
