#!/usr/bin/env node
/**
 * The command of the package. Plain JavaScript of an old kind, so that an old release of Node can say in one line what is
 * missing.
 */
const { engines } = require('../package.json');

const wanted = engines.node.replace('>=', '');
const [major, minor] = wanted.split('.').map(Number);
const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
  process.stderr.write(
    `expected Node ${wanted} or newer, found Node ${process.versions.node}: install a newer one (https://nodejs.org)\n`,
  );
  process.exitCode = 1;
} else import('../dist/src/cli.js');
