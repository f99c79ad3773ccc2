/**
 * Checks what the TypeScript loader needs, before it starts. Otherwise the loader fails with a stack trace, or never ends.
 *
 * Plain JavaScript, so that old releases of Node can run it. It is loaded with `node --require`, which comes before
 * `--import`.
 */
const { mkdirSync, mkdtempSync, rmdirSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join, resolve } = require('node:path');
const { engines } = require('../package.json');

const problem = wrongNode() || wrongFolder() || missingPermission() || wrongTemporaryFolder();
if (problem !== null) {
  process.stderr.write(`${problem.replace(/[^\P{C}\u{200d}]/gu, '?')}\n`);
  process.exit(1);
}

function wrongNode() {
  const wanted = engines.node.replace('>=', '');
  const [major, minor] = wanted.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return null;
  return `expected Node ${wanted} or newer, found Node ${process.versions.node}: install a newer one (https://nodejs.org)`;
}

function wrongFolder() {
  const folder = resolve(__dirname, '..');
  return folder.includes('?')
    ? `expected a project folder without "?" in its path, found ${folder}: the TypeScript loader cannot read it; move or rename the folder`
    : null;
}

function missingPermission() {
  const permission = process.permission;
  if (permission === undefined) return null;
  const needs = [
    ['fs.read', resolve(__dirname, '..'), '--allow-fs-read', 'to read its files'],
    ['fs.write', tmpdir(), '--allow-fs-write', 'to write the compiled files for its threads'],
    ['child', undefined, '--allow-child-process', 'to start the compiler for its threads'],
    ['worker', undefined, '--allow-worker', 'to start threads'],
  ];
  const missing = needs.find(([scope, place]) => !permission.has(scope, place));
  if (missing === undefined) return null;
  const [, place, flag, why] = missing;
  return `expected Node's permission ${why}, found none: start node with ${flag}${place === undefined ? '' : `=${join(place, '*')}`}`;
}

function wrongTemporaryFolder() {
  const folder = tmpdir();
  try {
    make(folder);
    rmdirSync(mkdtempSync(join(folder, 'cake-factory-')));
    return null;
  } catch (error) {
    return `expected a temporary folder that can be written, found ${folder} (${error.code}): set TMPDIR to another folder`;
  }
}

/** Makes a folder and its parents. Node's own `recursive` never returns if the system answers ENOENT, as in /proc. */
function make(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return;
    if (error.code !== 'ENOENT' || dirname(folder) === folder) throw error;
    make(dirname(folder));
    mkdirSync(folder);
  }
}
